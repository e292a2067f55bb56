"""The account, the audit trail and the background work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.console import audit_words, work_words
from qunli.core import audit, care, dispatch, work
from qunli.core.actor import Actor
from qunli.core.http import OperatorRequest, page_asked
from qunli.core.verdict import allow_if
from qunli.domains.communities import facade as communities

A_PAGE = 50
PAGES = {"chat.import_history": "imports", "insight.draw": "today"}
"""Where more is to be seen of a piece of work, and where it can be stopped."""


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What concerns the signed-in person."""
    return render(request, "console/account.html")


@require_GET
def trail(request: OperatorRequest) -> HttpResponse:
    """What happened, latest first."""
    actor = _caretaker(request)
    names = {one.id: one.name for one in communities.communities_of(actor)}
    page = page_asked(request)
    entries, total = audit.trail({0, *names}, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    said = [
        {
            "entry": entry,
            "sentence": audit_words.sentence(entry.kind, entry.body),
            "community": names.get(entry.community),
        }
        for entry in entries
    ]
    pages = Paginator(range(total), A_PAGE).get_page(page)
    return render(request, "console/audit.html", {"entries": said, "pages": pages})


@require_GET
def background_work(request: OperatorRequest) -> HttpResponse:
    """What is under way, what waits, and what is stuck."""
    actor = _caretaker(request)
    mine = {one.id: one for one in communities.communities_of(actor)}
    waiting, count = care.waiting({0, *mine})
    context = {
        "under_way": [_piece(one, mine) for one in care.under_way({0, *mine})],
        "waiting": [_piece(one, mine) for one in waiting],
        "waiting_count": count,
    }
    if request.htmx:
        return render(request, "console/work_under_way.html", context)
    return render(request, "console/background_work.html", {**context, "stuck": care.stuck()})


def _piece(one: care.Piece, mine: Mapping[int, communities.CommunityView]) -> dict[str, Any]:
    community = mine.get(one.community)
    page = PAGES.get(one.what)
    return {
        "it": one,
        "what": work_words.task(one.what),
        "step": work_words.step(one.doing, one.step, one.steps),
        "percent": round(100 * one.share),
        "began": work_words.worth_telling(one.since),
        "community": community.name if community else "",
        "address": reverse(page, args=[community.slug]) if community and page else "",
        "due_now": one.since <= timezone.now(),
    }


@require_POST
def free_stuck(request: OperatorRequest, kind: str, number: int) -> HttpResponse:
    """Try stuck work again, or pass over the event that holds a handler."""
    _caretaker(request)
    if kind == "work":
        work.retry(number)
    elif request.POST.get("skip"):
        dispatch.skip(number)
    else:
        dispatch.retry(number)
    messages.success(request, _("It is tried again."), extra_tags="good")
    return redirect("background_work")


def _caretaker(request: OperatorRequest) -> Actor:
    actor = communities.actor_of(request.user)
    reason = _("Only owners and managers can see the audit trail and the background work.")
    allow_if(actor.has(communities.powers.AUDIT), reason).or_refuse()
    return actor
