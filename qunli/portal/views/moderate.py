"""A member whose post moderates sees what waits, and decides with the operations of the console and the API."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from qunli.core.http import number, page_asked
from qunli.core.refusals import Invalid, NotFound, Refusal
from qunli.domains.moderation import facade as moderation
from qunli.portal.request import MemberRequest, PortalRequest, for_members

P = ParamSpec("P")
A_PAGE = 20


def for_moderators(
    view: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[Concatenate[PortalRequest, P], Any]:
    """For every other member there is no such page. Powers are read anew with each request: they end with the post."""

    @wraps(view)
    def answer(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not moderation.moderates(request.actor):
            raise NotFound
        return view(request, *args, **kwargs)

    return for_members(cast("Callable[Concatenate[MemberRequest, P], HttpResponse]", answer))


@require_GET
@for_moderators
def waiting(request: MemberRequest) -> HttpResponse:
    """Held and reported messages that wait; or, with `?settled`, those that were decided."""
    state = "settled" if "settled" in request.GET else "waiting"
    before = number(request.GET.get("before"))
    found = moderation.cases(request.actor, moderation.Wanted(state=state, before=before, limit=A_PAGE + 1))
    context = {
        "cases": [moderation.shown_case(one) for one in found[:A_PAGE]],
        "next": found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        "state": state,
    }
    return render(request, "portal/moderate.html", context)


@for_moderators
def case(request: MemberRequest, case: int) -> HttpResponse:
    """One of them, with its evidence; POST decides."""
    given, wrong = request.POST, None
    view = moderation.case(request.actor, case)
    if request.method == "POST":
        try:
            said = moderation.decide(
                request.actor, [case], given.get("what", ""), given.get("reason", ""), given.get("sanction", "")
            )
            messages.success(request, said, extra_tags="good")
            return redirect("moderate", request.community.slug)
        except Refusal as refusal:
            wrong = refusal
    appeal = moderation.appeals_of([case]).get(case)
    context = {
        "one": moderation.shown_case(view),
        "rules": moderation.broken_rules(request.community.id, view),
        "reports": moderation.reports_of(request.actor, case) if view.reports else [],
        "appeal": appeal,
        "points": moderation.points_of(request.actor, view.person),
        "may": not view.dry and view.state != "released",
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/moderate_case.html", context, status=wrong.status if wrong else 200)


@require_GET
@for_moderators
def appeals(request: MemberRequest) -> HttpResponse:
    """Those that the member may read: not against their own decisions, and not their own."""
    page = page_asked(request)
    found = moderation.appeals_to_read(request.actor, (page - 1) * A_PAGE, A_PAGE + 1)
    context = {"appeals": found[:A_PAGE], "next": page + 1 if len(found) > A_PAGE else None}
    return render(request, "portal/moderate_appeals.html", context)


@for_moderators
def appeal(request: MemberRequest, appeal: int) -> HttpResponse:
    """One, with its case; POST answers it in words."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            said = moderation.answer(request.actor, appeal, given.get("what", ""), given.get("answer", ""))
            messages.success(request, said, extra_tags="good")
            return redirect("moderate_appeals", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    found = moderation.appeal_to_read(request.actor, appeal)
    view = moderation.case(request.actor, found.case)
    context = {
        "appeal": found,
        "one": moderation.shown_case(view),
        "rules": moderation.broken_rules(request.community.id, view),
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/moderate_appeal.html", context, status=422 if wrong else 200)
