"""English: November 26, 2026, as "November 26" stands beside it; Django shortens months of whole dates."""

DATE_FORMAT = "F j, Y"
