"""Meetings: sign-up with what people need, sign-in at the door, delegates, elections, minutes, decisions."""
