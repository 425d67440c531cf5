"""Rankings and single choices: who is elected, which option wins, and why; pure Python, every number exact.

`rankings` groups ballots as they stream in; `plurality`, `borda`, `single_transferable_vote` and
`instant_runoff` count them, `points` adds up scores, and `majority` decides a question with yes and no.
"""

from mutirao.engines.ranking.ballots import Rankings, rankings
from mutirao.engines.ranking.majority import Majority, Quorum, Verdict, majority
from mutirao.engines.ranking.outcome import Draw, Outcome, Stage, Standing
from mutirao.engines.ranking.sums import borda, plurality, points
from mutirao.engines.ranking.transferable import instant_runoff, single_transferable_vote

RULES = ("plurality", "borda", "stv", "instant-runoff", "points")

__all__ = [
    "RULES",
    "Draw",
    "Majority",
    "Outcome",
    "Quorum",
    "Rankings",
    "Stage",
    "Standing",
    "Verdict",
    "borda",
    "instant_runoff",
    "majority",
    "plurality",
    "points",
    "rankings",
    "single_transferable_vote",
]
