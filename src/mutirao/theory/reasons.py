"""Why something may not be done: a code with facts; the sentence for a code stands in one place.

The sentences themselves, translated, are in `base.services.words`; theory only knows codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CODES: tuple[str, ...] = (
    "sign_in",
    "not_a_member",
    "wrong_way",
    "term_ended",
    "second_factor",
    "no_agreement",
    "nobody_holds",
    "not_signatory",
    "not_yourself",
    "not_on_behalf",
    "behalf_needs_records",
    "behalf_out_of_reach",
    "not_of_parties",
    "not_of_body",
    "not_in_position",
    "not_of_area",
    "home_unknown",
    "bad_input",
    "wrong_state",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that may do what was refused: its name, how it holds the duty, and whom to ask there."""

    party: str
    way: str
    contact: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against an act.

    `duty` and `clause` name what in the agreement decides; `who_may` names those who may do it instead.
    `facts` are the numbers and words that the sentence of this code needs; never personal data.
    """

    code: str
    duty: str = ""
    clause: int = 0
    agreement: int = 0
    who_may: tuple[Holder, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - the word people read is "refused", not "error"
    """An act was refused and nothing was changed."""

    def __init__(self, reasons: Iterable[Reason] | Reason) -> None:
        self.reasons = (reasons,) if isinstance(reasons, Reason) else tuple(reasons)
        super().__init__(", ".join(reason.code for reason in self.reasons))


def bad_input(text: str, **facts: object) -> Refused:
    """Refuse because what was entered cannot be used; `text` is the plain sentence, already translated."""
    return Refused(Reason("bad_input", facts={"text": text, **facts}))


def wrong_state(text: str) -> Refused:
    """Refuse because the thing is no longer, or not yet, in a state where this can be done."""
    return Refused(Reason("wrong_state", facts={"text": text}))
