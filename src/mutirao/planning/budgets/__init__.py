"""Participatory budgets: projects, ballots, rules to count them, and why each project won or lost."""
