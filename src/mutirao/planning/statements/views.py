"""Pages of a conversation: answer, see your answers, add a statement, read the map."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.statements import acts, exporting, queries
from mutirao.planning.statements.forms import AddForm
from mutirao.planning.statements.models import Conversation
from mutirao.theory.reasons import bad_input
from mutirao.theory.statements import Answer


def conversations(request: HttpRequest, slug: str) -> HttpResponse:
    """Every conversation of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.listed(service), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "page": page,
        "cards": [(one, queries.stage(one, seat.at)) for one in page],
        "ask": door(seat, "conversation.open"),
    }
    return render(request, "statements/list.html", facts)


def found(service: Service, address: str) -> Conversation:
    """A conversation of a service by its address, or 404."""
    conversation = get_object_or_404(queries.of(service), slug=address)
    conversation.service = service
    return conversation


def conversation(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Answer the next statement."""
    service, seat = open_service(request, slug)
    held = found(service, address)
    facts = {
        "service": service,
        "conversation": held,
        "stage": queries.stage(held, seat.at),
        "who_may": held.who_may(),
        "progress": queries.progress(held, seat.actor.person),
        "answer": door(seat, "statement.answer", held),
        "moderate": door(seat, "statement.moderate"),
        "before": request.GET.get("after", ""),
    }
    return render(request, "statements/conversation.html", facts)


@require_POST
def answer(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Answer one statement, and go on to the next or back to your answers."""
    service, seat = open_service(request, slug)
    held = found(service, address)
    statement = get_object_or_404(held.statements.all(), number=number)
    statement.conversation = held
    try:
        said = Answer(int(request.POST.get("answer", "")))
    except ValueError:
        raise bad_input(_("Choose agree, disagree or pass.")) from None
    acts.answer(statement=statement, answer=said, by=seat.actor, at=now())
    if request.POST.get("back") == "answers":
        return redirect("my-answers", slug, address)
    return redirect(f"{held.path}?after={number}#next")


def my_answers(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Every statement with your answer; change what you like."""
    service, seat = open_service(request, slug)
    held = found(service, address)
    progress = queries.progress(held, seat.actor.person)
    statements = list(held.statements.open())
    facts = {
        "service": service,
        "conversation": held,
        "stage": queries.stage(held, seat.at),
        "lines": [(statement, progress.replies.get(statement.pk)) for statement in statements],
        "answer": door(seat, "statement.answer", held),
        "progress": progress,
    }
    return render(request, "statements/answers.html", facts)


def add(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Add a statement of your own."""
    service, seat = open_service(request, slug)
    held = found(service, address)
    reasons = door(seat, "statement.add", held)
    form = AddForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.add, conversation=held, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Thank you. Somebody looks at it before others are asked."))
        return redirect("conversation", slug, address)
    facts = {"service": service, "conversation": held, "form": form, "add": reasons}
    return render(request, "statements/add.html", facts, status=422 if form.is_bound else 200)


def opinion_map(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Where people differ and what bridges them."""
    service, seat = open_service(request, slug)
    held = found(service, address)
    statements = list(held.statements.all())
    told = queries.MapWords(held, statements)
    place = None
    if seat.actor.person is not None and held.key is not None:
        place = queries.place_of(held, queries.progress(held, seat.actor.person), statements)
    facts = {
        "service": service,
        "conversation": held,
        "stage": queries.stage(held, seat.at),
        "map": told,
        "place": place,
        "declined": [s for s in statements if s.state == "declined" and not s.is_seed][:50],
        "may_download": held.people >= queries.LEAST_TO_DOWNLOAD,
    }
    return render(request, "statements/map.html", facts)


def export(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The statements and the unnamed answers, as Polis exports them."""
    service, _seat = open_service(request, slug)
    held = found(service, address)
    if held.people < queries.LEAST_TO_DOWNLOAD:
        raise Http404
    response = HttpResponse(exporting.packed(held), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{held.slug}.zip"'
    return response
