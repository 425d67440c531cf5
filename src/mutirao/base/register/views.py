"""Pages of the register: read it, check it, take it away."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from mutirao.base.register.models import Act, Head, Leaf
from mutirao.base.register.proofs import prove
from mutirao.base.register.queries import lines, page_of_acts
from mutirao.base.register.seals import as_json, content, public_key_hex
from mutirao.base.web import open_service

PAGE = 30
DOWNLOAD = 2_000


def _before(request: HttpRequest) -> int:
    text = request.GET.get("before", "")
    return int(text) if text.isdigit() and len(text) < 19 else 0


def register(request: HttpRequest) -> HttpResponse:
    """The latest acts of all services."""
    acts = page_of_acts(before=_before(request), size=PAGE)
    facts = {
        "lines": lines(acts),
        "older": acts[-1].pk if len(acts) == PAGE else 0,
        "head": Head.objects.last(),
        "key": public_key_hex(),
    }
    return render(request, "register/register.html", facts)


def of_service(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest acts of one service."""
    service, _seat = open_service(request, slug)
    acts = page_of_acts(service=service, before=_before(request), size=PAGE)
    older = acts[-1].pk if len(acts) == PAGE else 0
    return render(
        request, "register/service.html", {"service": service, "lines": lines(acts), "older": older}
    )


def act(request: HttpRequest, number: int) -> HttpResponse:
    """One act: its words, its exact content, and the proof that it stands in the register."""
    acts = Act.objects.select_related("party__body", "service", "agreement")
    found = get_object_or_404(acts, pk=number)
    facts = {"line": lines([found])[0], "proof": prove(found), "content": content(found).decode()}
    return render(request, "register/act.html", facts)


def act_proof(request: HttpRequest, number: int) -> HttpResponse:
    """The proof of one act for a machine."""
    proof = prove(get_object_or_404(Act, pk=number))
    if proof is None:
        raise Http404
    return JsonResponse({name: getattr(proof, name) for name in proof.__slots__})


def verify(request: HttpRequest) -> HttpResponse:
    """How to check the register, and the newest heads to compare with."""
    heads = Head.objects.order_by("-size")[:20]
    facts = {"heads": heads, "key": public_key_hex(), "head": heads[0] if heads else None}
    return render(request, "register/verify.html", facts)


def head(request: HttpRequest) -> HttpResponse:
    """The newest signed head, to keep: any later register must still contain it."""
    found = Head.objects.last()
    if found is None:
        raise Http404
    return JsonResponse(as_json(found))


def download(request: HttpRequest) -> StreamingHttpResponse:
    """Every sealed act in sealed order, one a line: exactly the bytes that were hashed."""
    response = StreamingHttpResponse(_contents(), content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="register.jsonl"'
    return response


def _contents() -> Iterator[bytes]:
    start = -1
    while leaves := list(
        Leaf.objects.filter(index__gt=start).select_related("act").order_by("index")[:DOWNLOAD]
    ):
        for leaf in leaves:
            yield content(leaf.act) + b"\n"
        start = leaves[-1].index
