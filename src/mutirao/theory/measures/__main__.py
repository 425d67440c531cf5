"""Writes the page of measures to the standard output."""

import sys

from mutirao.theory.measures import MEASURES
from mutirao.theory.measures.page import page

sys.stdout.write(page(MEASURES))
