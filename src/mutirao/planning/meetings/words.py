"""What acts of this block are called, what stands on the agenda, and why nobody can sign in now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DONE: Mapping[str, Any] = {
    "meeting.set_rule": gettext_lazy("set the rule for delegates: %(origin)s"),
    "meeting.call": gettext_lazy("called the meeting “%(meeting)s”"),
    "meeting.change": gettext_lazy("changed the meeting “%(meeting)s”"),
    "meeting.cancel": gettext_lazy("called off the meeting “%(meeting)s”"),
    "meeting.sign_up": gettext_lazy("signed up for “%(meeting)s”"),
    "meeting.sign_off": gettext_lazy("signed off from “%(meeting)s”"),
    "meeting.sign_in": gettext_lazy("signed in at “%(meeting)s”"),
    "meeting.walk_in": gettext_lazy("signed in at “%(meeting)s” without an account: %(lines)s"),
    "meeting.type_in": gettext_lazy("typed in sheet %(sheet)s of “%(meeting)s”: %(lines)s lines"),
    "meeting.strike": gettext_lazy("struck a line at “%(meeting)s”: %(why)s"),
    "meeting.close": gettext_lazy(
        "closed the doors of “%(meeting)s”: %(present)s present, %(delegates)s delegates due"
    ),
    "meeting.open_election": gettext_lazy("opened an election for “%(category)s” at “%(meeting)s”"),
    "meeting.stand": gettext_lazy("stood for “%(category)s” at “%(meeting)s”"),
    "meeting.elect": gettext_lazy(
        "recorded who is elected for “%(category)s” at “%(meeting)s”: %(full)s, substitutes: %(substitutes)s"
    ),
    "meeting.write": gettext_lazy("wrote point %(number)s of the minutes of “%(meeting)s”"),
    "meeting.decide": gettext_lazy("decided “%(title)s” at “%(meeting)s”"),
    "meeting.promise": gettext_lazy("wrote down at “%(meeting)s” that %(party)s promised “%(promise)s”"),
    "meeting.publish": gettext_lazy("published the minutes of “%(meeting)s”"),
}

AGENDA: Mapping[str, Any] = {
    "meeting.coming": gettext_lazy(
        "“%(title)s” on %(opens)s, %(place)s: say that you come and what you need"
    ),
    "meeting.open": gettext_lazy("“%(title)s” is on now, %(place)s: sign in at the door"),
    "meeting.lately": gettext_lazy("“%(title)s” took place on %(opens)s"),
    "meeting.off": gettext_lazy("“%(title)s” on %(opens)s is called off"),
}

STRUCK: Mapping[str, Any] = {
    "twice": gettext_lazy("the same person twice"),
    "not here": gettext_lazy("the person was not there"),
    "mistyped": gettext_lazy("mistyped"),
}
"""Why a line is struck."""


def where(key: str) -> str:
    """Where on paper a line stands, by its key; nothing for a line that was never on paper."""
    kind, _colon, rest = key.partition(":")
    if kind != "sheet":
        return ""
    sheet, _colon, line = rest.partition(":")
    return _("sheet %(sheet)s, line %(line)s") % {"sheet": sheet, "line": line}


WHY_NOT: Mapping[str, Callable[[], str]] = {
    "early": lambda: _("The doors are not open yet. You can sign in from three hours before the meeting."),
    "over": lambda: _("The doors are closed: nobody can sign in any more."),
    "late": lambda: _("These lines come too late: the list was finished three days after the meeting."),
    "off": lambda: _("This meeting has been called off."),
    "forged": lambda: _("This code does not belong to this meeting. Scan the poster in the room again."),
    "members": lambda: _(
        "This meeting is for members: sign in with your account first, or ask at the door to be written down."
    ),
}
