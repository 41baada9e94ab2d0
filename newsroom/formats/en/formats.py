"""English: November 26, 2026, since "November 26" stands beside it; Django shortens the month of a whole date."""

DATE_FORMAT = "F j, Y"
