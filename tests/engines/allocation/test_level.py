"""Projects that stay level over tens of thousands of raises are told apart once, not at every raise."""

import pytest
from elections import election
from naive import Ballots

from mutirao.engines.allocation.backers import Utility, backers
from mutirao.engines.allocation.equal_shares import _exact_end, raises_needed
from mutirao.engines.allocation.ties import TieBreak

COSTS = (195162, 195162, 195162, 106490, 12660, 195162, 12660, 12660, 195162, 106490)
NAMED = ((3, 6, 1, 5, 7), (0, 7, 3, 8, 1), (3,), (4, 0), (7, 8, 2, 9, 3), (6,))
SAME = Ballots(811_702, COSTS, tuple(tuple((p, 1) for p in ballot) for ballot in NAMED))


@pytest.mark.parametrize(("utility", "raises"), [("cost", 93_886), ("cardinality", 45_096)])
def test_raises_end_where_they_should(utility: Utility, raises: int) -> None:
    """Every raise before leaves room; the last one fills the budget, or the next would be too dear."""
    made = election(SAME)
    crowd = backers(made, TieBreak(made, ""), utility)
    found, stop = raises_needed(crowd)
    assert found == raises
    for step in (0, 1, found // 2, found - 2, found - 1):
        assert _exact_end(crowd, step) == "room"
    if stop == "nothing-more-fits":
        assert _exact_end(crowd, found) == "full"
    else:
        assert (_exact_end(crowd, found), _exact_end(crowd, found + 1)) == ("room", "over")
