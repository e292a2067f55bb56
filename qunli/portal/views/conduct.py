"""What was decided about a member, their appeals, reports, and the public log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import number
from qunli.core.refusals import Refusal
from qunli.domains.moderation import facade as moderation
from qunli.portal.answers import as_json, refused
from qunli.portal.request import MemberRequest, for_members

A_PAGE = 50


@require_GET
@for_members
def cases(request: MemberRequest) -> HttpResponse:
    """The member's own cases; what is shown has been seen."""
    found = moderation.own_cases(request.actor, number(request.GET.get("before")), A_PAGE + 1)
    further = found[A_PAGE - 1].id if len(found) > A_PAGE else None
    found = found[:A_PAGE]
    _seen(request, found)
    context = {
        "cases": [moderation.shown_case(one) for one in found],
        "next": further,
        "points": moderation.points_of(request.actor, request.actor.id or 0),
        "appeals": moderation.appeals_of([one.id for one in found]),
    }
    return render(request, "portal/cases.html", context)


@for_members
def case(request: MemberRequest, case: int) -> HttpResponse:
    """One of them, and the appeal."""
    view = moderation.own_case(request.actor, case)
    words, wrong = "", ""
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            moderation.appeal(actor=request.actor, case=case, words=words)
            messages.success(request, _("Somebody who did not decide it will read your appeal."), extra_tags="good")
            return redirect("my_case", request.community.slug, case)
        except Refusal as refusal:
            wrong = str(refusal.sentence)
    _seen(request, [view])
    appeal = moderation.appeals_of([case]).get(case)
    may = appeal is None and view.state in ("done", "upheld")
    rules = moderation.broken_rules(request.community.id, view)
    shown = {"one": moderation.shown_case(view), "rules": rules, "appeal": appeal, "may": may}
    return render(request, "portal/case.html", shown | {"words": words, "refused": wrong})


def _seen(request: MemberRequest, shown: list[moderation.CaseView]) -> None:
    if new := [one.id for one in shown if one.unseen]:
        moderation.see_decisions(actor=request.actor, cases=new)


@require_GET
@for_members
def log(request: MemberRequest) -> HttpResponse:
    """What was done to members, as the community chose to show it."""
    found = moderation.in_log(request.actor, number(request.GET.get("before")), A_PAGE + 1)
    context = {"entries": found[:A_PAGE], "next": found[A_PAGE - 1].id if len(found) > A_PAGE else None}
    return render(request, "portal/log.html", context)


@require_POST
@for_members
def report(request: MemberRequest, group: int, seq: int) -> HttpResponse:
    """Report a message; answers with a sentence."""
    try:
        moderation.report(actor=request.actor, group=group, seq=seq, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return refused(refusal)
    return as_json({"sentence": _("Thank you. A moderator looks at it; the author does not learn who reported it.")})
