"""Every sentence about drafts, in one place: methods, states, what is missing, outcome and dissent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mutirao.planning.drafts.models import POSITIONS, QUORUMS, SHARES, Draft, DraftClause
from mutirao.planning.drafts.table import Table
from mutirao.theory.drafts import Camp, Fault, Missing, Position, Rule, State, Whole

DONE: Mapping[str, Any] = {
    "draft.start": gettext_lazy("started the draft “%(draft)s”"),
    "draft.describe": gettext_lazy("changed what the draft “%(draft)s” is about"),
    "draft.add_clause": gettext_lazy("added clause %(clause)s to “%(draft)s”"),
    "draft.change_clause": gettext_lazy("changed clause %(clause)s of “%(draft)s”"),
    "draft.open_round": gettext_lazy("opened round %(round)s on “%(draft)s”"),
    "draft.mark": gettext_lazy("marked clause %(clause)s of “%(draft)s” for %(body)s"),
    "draft.propose_wording": gettext_lazy(
        "proposed another wording of clause %(clause)s of “%(draft)s” for %(body)s"
    ),
    "draft.take_back_wording": gettext_lazy(
        "took back the wording that %(body)s proposed for clause %(clause)s of “%(draft)s”"
    ),
    "draft.adopt_wording": gettext_lazy(
        "adopted the wording that %(body)s proposed for clause %(clause)s of “%(draft)s”"
    ),
    "draft.decide": gettext_lazy("decided “%(draft)s” as it was agreed, clause by clause"),
    "draft.record_disagreement": gettext_lazy("recorded that no agreement was reached on “%(draft)s”"),
    "draft.withdraw": gettext_lazy("withdrew the draft “%(draft)s”"),
}

AGENDA: Mapping[str, Any] = {
    "draft.writing": gettext_lazy("“%(title)s” is being written, to be negotiated clause by clause"),
    "draft.round.open": gettext_lazy(
        "“%(title)s” is being negotiated: groups and organisations mark its clauses until %(closes)s"
    ),
    "draft.round.coming": gettext_lazy("“%(title)s” will be negotiated from %(opens)s"),
    "draft.round.lately": gettext_lazy("The round on “%(title)s” has closed: see where agreement stands"),
    "draft.decided": gettext_lazy("“%(title)s” was agreed clause by clause and decided"),
    "draft.disagreed": gettext_lazy("No agreement was reached on “%(title)s”: see who objects and why"),
    "draft.withdrawn": gettext_lazy("The draft “%(title)s” was withdrawn"),
}

STATE_WORDS: Mapping[State, Any] = {
    State.AGREED: gettext_lazy("agreed"),
    State.OPEN: gettext_lazy("open"),
    State.BLOCKED: gettext_lazy("blocked"),
}
STATE_TAGS: Mapping[State, str] = {State.AGREED: "good", State.OPEN: "hands", State.BLOCKED: "gap"}
SHAPES: Mapping[Position, str] = {
    Position.ASSENT: "circle",
    Position.ASSENT_IF: "triangle",
    Position.OBJECT: "square",
    Position.SILENT: "none",
}
POSITION_WORDS: Mapping[Position, Any] = {
    **{Position(value): words for value, words in POSITIONS},
    Position.SILENT: gettext_lazy("has not said yet"),
}
AMONG: Mapping[Camp, Any] = {
    Camp.ALL: gettext_lazy("among all"),
    Camp.PROFESSIONALS: gettext_lazy("among the professionals"),
    Camp.LAY: gettext_lazy("among users and community"),
}

EXPLAINED: Mapping[Rule, Callable[[], str]] = {
    Rule.CONSENT: lambda: _(
        "A clause is agreed when everybody has spoken and nobody objects or waits for a condition. You need "
        "not love it: you can live with it."
    ),
    Rule.CONSENSUS: lambda: _("A clause is agreed when every party assents to it."),
    Rule.MAJORITY: lambda: _(
        "A clause is agreed when %(quorum)s of the parties have spoken and, of those, %(share)s assent. "
        "Every party counts as one."
    ),
    Rule.WEIGHTED: lambda: _(
        "Every party counts with its weight. A clause is agreed when %(quorum)s of the weight has spoken "
        "and, of that, %(share)s assents."
    ),
    Rule.DOUBLE_MAJORITY: lambda: _(
        "Each side is counted by itself: the professionals, and users with the community. On each side "
        "%(quorum)s of the parties must have spoken and, of those, %(share)s assent. Neither side can "
        "outvote the other."
    ),
    Rule.PROFESSIONALS: lambda: _(
        "Only the professional parties are counted: %(quorum)s of them must have spoken and, of those, "
        "%(share)s assent. The others are heard, and what they object to is kept with the decision."
    ),
    Rule.LAY: lambda: _(
        "Only the parties of users and community are counted: %(quorum)s of them must have spoken and, of "
        "those, %(share)s assent. The others are heard, and what they object to is kept with the decision."
    ),
}
SILENCE = gettext_lazy(
    "Whoever has said nothing when the round closes is taken to consent to what stood there all round."
)


def method_explained(draft: Draft) -> str:
    """How a draft is agreed, for somebody who has never heard of it."""
    facts = {"share": dict(SHARES)[draft.share], "quorum": dict(QUORUMS)[draft.quorum]}
    said = EXPLAINED[Rule(draft.rule)]() % facts
    return f"{said} {SILENCE}" if draft.silence_consents else said


def fault_sentence(fault: Fault, names: Mapping[str, str]) -> str:
    """Why a method cannot be used, and what would help."""
    return {
        "no_origin": _("Say where the method comes from: which decision or agreement set it."),
        "few_bodies": _("A negotiation needs at least two parties."),
        "body_twice": _("%(body)s is named twice."),
        "no_professionals": _("This method counts the professionals, and none of them is at the table."),
        "no_lay": _("This method counts users and community, and none of them is at the table."),
        "weight": _("%(body)s needs a weight of at least 1: a party without weight would not be heard."),
        "share": _("Choose one of the shares that we can count."),
        "quorum": _("Choose one of the shares that we can count."),
    }[fault.code] % {"body": names.get(fault.body, "")}


def missing_sentence(missing: Missing, names: Mapping[str, str], *, is_weight: bool = False) -> str:
    """One thing that stands between a clause and agreement; objections and conditions say themselves why."""
    facts = {"body": names.get(missing.body, ""), "n": missing.count, "among": AMONG[missing.camp]}
    if missing.code in ("quorum", "assents"):
        return _count_sentence(missing, facts, is_weight)
    return {
        "objection": _("%(body)s objects."),
        "condition": _("%(body)s would assent on a condition."),
        "silent": _("%(body)s has not said anything yet."),
        "nobody_spoke": _("Nobody has assented yet: a text that nobody speaks for is not agreed."),
    }[missing.code] % facts


def _count_sentence(missing: Missing, facts: Mapping[str, Any], is_weight: bool) -> str:
    if missing.code == "quorum":
        if is_weight:
            return _("Parties with a weight of %(n)s more must speak.") % facts
        words = ngettext(
            "%(n)s more party must speak %(among)s.",
            "%(n)s more parties must speak %(among)s.",
            missing.count,
        )
        return words % facts
    if is_weight:
        return _("Parties with a weight of at least %(n)s more must assent.") % facts
    words = ngettext(
        "At least %(n)s more party must assent %(among)s.",
        "At least %(n)s more parties must assent %(among)s.",
        missing.count,
    )
    return words % facts


def mark_in_words(position: str, words: str) -> str:
    """What a body says of a clause: “objects: too dear”."""
    said = str(POSITION_WORDS[Position(position)])
    return f"{said}: {words}" if words else said


def because_sentence(body: str, position: str, words: str) -> str:
    """Who stands against a clause, and why, word for word."""
    facts = {"body": body, "words": words}
    if position == Position.OBJECT:
        return _("%(body)s objects: “%(words)s”") % facts
    return _("%(body)s assents if: “%(words)s”") % facts


def not_agreed_sentence(whole: Whole) -> str:
    """Why a text cannot be decided."""
    if not (whole.blocked or whole.open):
        return _("There is no clause in this draft yet.")
    return _("Not every clause is agreed yet: %(blocked)s blocked, %(open)s open.") % {
        "blocked": len(whole.blocked),
        "open": len(whole.open),
    }


def summary_sentence(whole: Whole) -> str:
    """Where the text stands, in one sentence."""
    total = len(whole.agreed) + len(whole.open) + len(whole.blocked)
    said = ngettext(
        "%(agreed)s of %(total)s clause agreed", "%(agreed)s of %(total)s clauses agreed", total
    ) % {"agreed": len(whole.agreed), "total": total}
    parts = [said]
    if whole.blocked:
        parts.append(_("%(n)s blocked") % {"n": len(whole.blocked)})
    if whole.open:
        parts.append(_("%(n)s open") % {"n": len(whole.open)})
    return "; ".join(parts)


def result_sentence(result: Mapping[str, int]) -> str:
    """How a round ended, from what was kept of it; nothing while it runs."""
    if not result:
        return ""
    return _("%(agreed)s agreed, %(open)s open, %(blocked)s blocked") % dict(result)


def outcome(title: str, clauses: Iterable[DraftClause]) -> str:
    """What was decided: the clauses by number and heading; those left out are not among them."""
    kept = [f"{c.number}. {c.current.heading}" for c in clauses if c.current and c.current.text]
    said = ngettext(
        "“%(title)s” is agreed in one clause: %(clauses)s.",
        "“%(title)s” is agreed in %(n)s clauses: %(clauses)s.",
        len(kept),
    )
    return said % {"title": title, "n": len(kept), "clauses": "; ".join(kept)}


def dissent(laid: Table) -> str:
    """Every objection and unmet condition that the method passes over, word for word, clause by clause."""
    lines = []
    for clause, standing in zip(laid.clauses, laid.standings, strict=True):
        for one, mark in laid.said_of(clause):
            if mark is not None and str(one.pk) in standing.overruled:
                said = because_sentence(one.party.body.name, mark.position, mark.words)
                lines.append(_("Clause %(n)s: %(said)s") % {"n": clause.number, "said": said})
    return "\n".join(lines)


def names_in_words(names: Sequence[str], *, most: int = 4) -> str:
    """Some names, and how many more."""
    shown = ", ".join(names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": shown,
        "n": more,
    }


def first_up(words: object) -> str:
    """Words at the beginning of a line."""
    return str(capfirst(str(words)))
