"""Mutirão: the working home of coproduced public services."""

__version__ = "0.1.0"
