"""What acts of this block are called, and what stands on the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

DONE: Mapping[str, Any] = {
    "council.set_up": gettext_lazy("set up “%(council)s”"),
    "council.set_rules": gettext_lazy("set the rules of “%(council)s”: %(origin)s"),
    "council.add_seats": gettext_lazy("added %(seats)s seats to “%(council)s”"),
    "council.seat": gettext_lazy("filled a seat for “%(category)s” in “%(council)s”: %(chosen_by)s"),
    "council.record_sitting": gettext_lazy(
        "recorded who came to “%(council)s”: %(votes)s of %(seats)s votes were there"
    ),
    "council.vacate": gettext_lazy("declared a seat for “%(category)s” in “%(council)s” vacant"),
    "council.recall": gettext_lazy(
        "recorded a recall for “%(category)s” in “%(council)s”: %(in_favour)s of %(electors)s were in favour"
    ),
}

AGENDA: Mapping[str, Any] = {
    "council.terms.coming": gettext_lazy("Terms in “%(title)s” end on %(closes)s: %(seats)s"),
    "council.terms.open": gettext_lazy(
        "Terms in “%(title)s” end on %(closes)s: choose who follows (%(seats)s)"
    ),
    "council.terms.lately": gettext_lazy("Terms in “%(title)s” ended on %(closes)s: %(seats)s"),
    "council.vacant": gettext_lazy("Full seats that nobody holds in “%(title)s”: %(seats)s"),
}
