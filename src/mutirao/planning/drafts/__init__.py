"""Drafts: a text negotiated clause by clause among bodies, ending in a decision or a recorded dissent."""
