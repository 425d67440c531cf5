"""Priorities: what areas rank first, the rules adopted for dividing, and amounts divided by them."""
