"""How far the drawing of a newer picture is, on every page of a community; it can be stopped and begun again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from qunli.console import work_words
from qunli.core.http import OperatorRequest
from qunli.core.refusals import Conflict
from qunli.domains.communities import facade as communities
from qunli.domains.insight import facade as insight

MOVING = ("waiting", "under_way")


def shown(request: OperatorRequest, seen: str, empty: bool) -> dict[str, Any]:
    """What the strip says. `seen` is the mark of what the page shows already, so that only news are told to whoever
    listens; `empty`: the page has no picture and waits for the first one."""
    one = insight.drawing(request.actor)
    was = seen.split(":", maxsplit=1)[0]
    return {
        "request": request,
        "one": one,
        "mark": f"{one.state}:{one.doing}",
        "said": work_words.drawing(one, was in MOVING),
        "moving": one.state in MOVING,
        "news": seen != f"{one.state}:{one.doing}",
        "fresh": bool(seen) and (one.published or (one.state == "idle" and was in MOVING)),
        "percent": round(100 * one.share),
        "began": work_words.worth_telling(one.since),
        "empty": empty,
        "may_stop": request.actor.has(communities.powers.GATHER),
    }


@require_GET
def drawing(request: OperatorRequest) -> HttpResponse:
    """The moving part of the strip, asked for every second; the page itself is shown anew when it waited for its
    first picture."""
    empty = request.GET.get("empty") == "1"
    context = shown(request, request.GET.get("seen", ""), empty)
    response = render(request, "console/drawing_bar.html", {**context, "beside": True})
    if empty and context["fresh"] and insight.picture(request.actor).found is not None:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def stop(request: OperatorRequest) -> HttpResponse:
    """What is done already stands."""
    try:
        insight.stop_picture(actor=request.actor)
    except Conflict as refusal:
        messages.info(request, str(refusal.sentence))
    return _back(request)


@require_POST
def draw_anew(request: OperatorRequest) -> HttpResponse:
    """Have the picture drawn."""
    insight.ask_for_picture(actor=request.actor)
    return _back(request)


def _back(request: OperatorRequest) -> HttpResponse:
    asked_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(asked_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(asked_from)
    return redirect(reverse("today", args=[request.community.slug]))
