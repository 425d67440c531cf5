"""Surveys: questions as data, answered online or on paper, counted so that nobody can be picked out."""
