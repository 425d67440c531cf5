"""British English: hours as on a timetable, because “p.m.” puts a full stop in the middle of a sentence."""

DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
