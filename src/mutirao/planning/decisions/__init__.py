"""Decisions: what was decided, by whom, under which mandate, on what evidence, and why."""
