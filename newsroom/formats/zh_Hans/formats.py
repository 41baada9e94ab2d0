"""Chinese: 3月14日, without the leading zeros that Django puts."""

MONTH_DAY_FORMAT = "n月j日"
