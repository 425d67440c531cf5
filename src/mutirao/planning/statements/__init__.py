"""Statements people agree or disagree with, and the opinion map that is drawn from their answers."""
