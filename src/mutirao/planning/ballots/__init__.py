"""Ballots: people vote in secret, online, at a desk or on paper; what was saved counts, and all can check."""
