"""Rows of the ballots block: ballots with their options, votes, ballot papers."""

from mutirao.planning.ballots.ballot_models import Ballot, Option, Result
from mutirao.planning.ballots.paper_models import Batch, Entry, PaperBallot
from mutirao.planning.ballots.vote_models import Participation, Secret, Slip, Told, Vote

__all__ = [
    "Ballot",
    "Batch",
    "Entry",
    "Option",
    "PaperBallot",
    "Participation",
    "Result",
    "Secret",
    "Slip",
    "Told",
    "Vote",
]
