"""Where the real ballots and case figures lie, when they are there: read in place, never committed."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
BALLOTS = SHARED / "pb"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real files of ../shared/data")
