"""The cycle: a calendar of phases with dates as data, which other things open and close by."""
