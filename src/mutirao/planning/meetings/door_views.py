"""Pages at the door: the poster and its code, the device that keeps working without network, paper sheets."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.people.models import Area, Body
from mutirao.base.services.words import reason_sentence
from mutirao.base.web import attempt, now, open_service
from mutirao.base.web import door as door_to
from mutirao.planning.meetings import attendance_acts, queries, tokens
from mutirao.planning.meetings.attendance_acts import MOST_LINES, Line
from mutirao.planning.meetings.door_forms import LINES_ON_A_SHEET, LineForm, SheetForm, SignInForm
from mutirao.planning.meetings.models import Meeting
from mutirao.planning.meetings.views import find, posted
from mutirao.planning.meetings.words import STRUCK, WHY_NOT, where
from mutirao.theory.reasons import Refused

MOST_GROUPS = 200


def sign_in(request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """Where the poster leads: sign in with your account, or without one."""
    service, seat = open_service(request, slug)
    found = find(service, seat, pk)
    kind = tokens.kind_of(pk, token)
    code = queries.why_not(found, kind if kind == tokens.POSTER else "", at=seat.at)
    known = seat.actor.person is not None and "somebody" not in request.GET
    form: Any = None
    if not code:
        given = {"areas": queries.areas_for(found)}
        form = SignInForm(posted(request), **given) if known else _line_form(request, found)
        if form.is_valid() and (
            attempt(
                form, attendance_acts.sign_in, meeting=found, token=token, **form.cleaned_data, **_by(seat)
            )
            if known
            else attempt(
                form, attendance_acts.walk_in, meeting=found, token=token, lines=[form.line()], **_by(seat)
            )
        ):
            messages.success(request, _("Thank you, you are signed in and counted."))
            return redirect("meeting", slug, pk)
    facts = {
        "service": service,
        "meeting": found,
        "form": form,
        "token": token,
        "known": known,
        "why_not": WHY_NOT[code]() if code else "",
        "groups": _groups(found) if form else (),
    }
    status = 403 if code == "forged" else 422 if form and form.is_bound else 200
    return render(request, "meetings/sign_in.html", facts, status=status)


def _by(seat: Any) -> dict[str, Any]:
    return {"by": seat.actor, "at": now()}


def _line_form(request: HttpRequest, meeting: Meeting) -> LineForm:
    initial = {"key": uuid.uuid4().hex}
    return LineForm(request.POST or None, areas=queries.areas_for(meeting), initial=initial)


def _groups(meeting: Meeting) -> list[str]:
    """Names to choose from where somebody says for which group they come: the groups in this service."""
    names = Body.objects.filter(parties__service=meeting.service_id).values_list("name", flat=True)
    return list(names[:MOST_GROUPS])


def door(request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """The page of a device at the door: one line after the other; it keeps working without network."""
    service, _seat = open_service(request, slug)
    found = get_object_or_404(Meeting.objects.whole(), service=service, pk=pk)
    kind = tokens.kind_of(pk, token)
    code = queries.why_not(found, kind if kind == tokens.DOOR else "", at=now())
    form = _line_form(request, found) if kind == tokens.DOOR else None
    if form and form.is_valid():
        given: dict[str, Any] = {"meeting": found, "token": token, "lines": [form.line()]}
        if attempt(form, attendance_acts.walk_in, **given, by=Actor.visitor(), at=now()):
            messages.success(request, _("Thank you. The next person, please."))
            return redirect("meeting-door", slug, pk, token)
    facts = {
        "service": service,
        "meeting": found,
        "form": form,
        "token": token,
        "why_not": WHY_NOT[code]() if code else "",
        "groups": _groups(found) if form else (),
    }
    status = 403 if code == "forged" else 422 if form and form.is_bound else 200
    return render(request, "meetings/door.html", facts, status=status)


def worker(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The script that keeps the door's page for when there is no network; it reaches no other page."""
    script = files("mutirao.planning.meetings").joinpath("worker.js").read_text(encoding="utf-8")
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@csrf_exempt  # the signed code in the address is the only authority here; no cookie is looked at
@require_POST
def hand_in(request: HttpRequest, slug: str, pk: UUID, token: str) -> JsonResponse:
    """Lines from a device, as JSON; handing them in again is harmless.

    Asked: {"lines": [{"key", "area", "group", "initials", "written"}]}. Answered: {"done": keys, "refused":
    {key: sentence}}; the device forgets both.
    """
    service, _seat = open_service(request, slug)
    found = get_object_or_404(Meeting.objects.whole(), service=service, pk=pk)
    at, kind = now(), tokens.kind_of(pk, token)
    lines = _lines_of(request, found)
    if lines is None:
        return JsonResponse({"done": [], "refused": {}, "says": _("We cannot read these lines.")}, status=400)
    refused: dict[str, str] = {}
    for line in lines:
        written = line.written if kind == tokens.DOOR else None
        code = queries.why_not(found, kind, at=at, written=min(written, at) if written else None)
        if code:
            refused[line.key] = WHY_NOT[code]()
    good = [line for line in lines if line.key not in refused]
    if good:
        try:
            attendance_acts.walk_in(meeting=found, token=token, lines=good, by=Actor.visitor(), at=at)
        except Refused as no:
            refused |= _unwritten(found, good, " ".join(reason_sentence(reason) for reason in no.reasons))
    done = [line.key for line in lines if line.key not in refused]
    return JsonResponse({"done": done, "refused": refused}, status=403 if not kind else 200)


def _unwritten(meeting: Meeting, lines: list[Line], why: str) -> dict[str, str]:
    """Of lines that were refused together, those that are not on the list already."""
    keys = {tokens.short(line.key): line.key for line in lines}
    there = set(meeting.attendances.filter(key__in=list(keys)).values_list("key", flat=True))
    return {key: why for kept, key in keys.items() if kept not in there}


def _lines_of(request: HttpRequest, meeting: Meeting) -> list[Line] | None:
    """The lines a device sent, or None where they cannot be read."""
    try:
        sent = json.loads(request.body)["lines"]
        areas = {str(area.pk): area for area in queries.areas_for(meeting)}
        lines = [_line(one, areas) for one in sent]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return lines if 0 < len(lines) <= MOST_LINES else None


def _line(sent: dict[str, Any], areas: dict[str, Area]) -> Line:
    key, written = sent["key"], sent.get("written")
    if not isinstance(key, str) or not 8 <= len(key) <= 200:
        raise ValueError(key)
    moment: datetime | None = parse_datetime(written) if written else None
    if written and (moment is None or not is_aware(moment)):
        raise ValueError(written)
    group, initials = str(sent.get("group") or ""), str(sent.get("initials") or "")
    return Line(key, areas.get(str(sent.get("area") or "")), group[:200], initials[:12], moment)


def _qr(address: str) -> str:
    """A QR code as an image in an address, to be shown and printed large."""
    drawn: str = segno.make(address, error="m").svg_data_uri(scale=8, light="#fff")
    return drawn


def _address(request: HttpRequest, name: str, meeting: Meeting, kind: str) -> str:
    given = (meeting.service.slug, meeting.pk, tokens.token(meeting.pk, kind))
    return request.build_absolute_uri(reverse(name, args=given))


def poster(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The poster for the room, and the code for a device at the door."""
    service, seat = open_service(request, slug, to="meeting.type_in")
    found = find(service, seat, pk)
    is_for_door = "door" in request.GET
    kind = tokens.DOOR if is_for_door else tokens.POSTER
    address = _address(request, "meeting-door" if is_for_door else "meeting-sign-in", found, kind)
    facts = {"service": service, "meeting": found, "address": address, "qr": _qr(address)}
    return render(request, "meetings/device.html" if is_for_door else "meetings/poster.html", facts)


def sheet(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Paper sheets to sign, numbered, with numbered lines."""
    service, seat = open_service(request, slug, to="meeting.type_in")
    asked = request.GET.get("number", "1")
    number = min(int(asked), 10_000) if asked.isdecimal() and int(asked) else 1
    facts = {
        "service": service,
        "meeting": find(service, seat, pk),
        "number": number,
        "lines": range(1, LINES_ON_A_SHEET + 1),
    }
    return render(request, "meetings/sheet.html", facts)


def type_in(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Type in a paper sheet."""
    service, seat = open_service(request, slug, to="meeting.type_in")
    found = find(service, seat, pk)
    form = SheetForm(request.POST or None, areas=queries.areas_for(found))
    if form.is_valid():
        given = {"meeting": found, "sheet": form.cleaned_data["sheet"], "lines": form.lines()}
        done = attempt(form, attendance_acts.type_in, **given, **_by(seat))
        if done:
            messages.success(request, _("%(n)s lines are counted.") % {"n": done.new_lines})
            return redirect("meeting", slug, pk)
    facts = {"service": service, "meeting": found, "form": form, "groups": _groups(found)}
    return render(request, "meetings/type_in.html", facts, status=422 if form.is_bound else 200)


def written(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The newest lines, to strike one that was written by mistake."""
    service, seat = open_service(request, slug, to="meeting.strike")
    found = find(service, seat, pk)
    facts = {"service": service, "meeting": found, "reasons": STRUCK.items()}
    facts["lines"] = [{**line, "where": where(line["key"])} for line in queries.lines_of(found)]
    return render(request, "meetings/written.html", facts)


@require_POST
def strike(request: HttpRequest, slug: str, pk: UUID, line: int) -> HttpResponse:
    """Strike a line."""
    service, seat = open_service(request, slug, to="meeting.strike")
    held = get_object_or_404(find(service, seat, pk).attendances.select_related("meeting__service"), pk=line)
    attendance_acts.strike(line=held, why=request.POST.get("why", ""), **_by(seat))
    messages.success(request, _("The line is struck: it stays on the list and does not count."))
    return redirect("meeting-written", slug, pk)


def close(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Close the doors, after a page that says what that means."""
    service, seat = open_service(request, slug, to="meeting.close")
    found = find(service, seat, pk)
    if request.method == "POST":
        done = attendance_acts.close(meeting=found, **_by(seat))
        messages.success(request, _("The doors are closed: %(n)s people were there.") % {"n": done.present})
        return redirect("meeting", slug, pk)
    facts = {
        "service": service,
        "meeting": found,
        "live": queries.live(found),
        "close": door_to(seat, "meeting.close"),
    }
    return render(request, "meetings/close.html", facts)
