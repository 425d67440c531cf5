"""Drafts: a text negotiated clause by clause among bodies, which ends in a decision or a recorded disagreement."""
