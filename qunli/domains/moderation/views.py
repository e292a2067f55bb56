"""Pages of the chapter Govern about cases: what waits, one case, one person, appeals, the log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number, numbers
from qunli.core.refusals import Refusal
from qunli.domains.members import facade as members
from qunli.domains.moderation import deciding, learning, policy, queries, showing, wording
from qunli.domains.moderation.enforcing import broken_rules
from qunli.domains.moderation.operations.carry_out import lift
from qunli.domains.moderation.operations.permit_ad import permit_ad

STATES = {
    "waiting": gettext_lazy("waiting"),
    "done": gettext_lazy("done by policies"),
    "upheld": gettext_lazy("upheld"),
    "released": gettext_lazy("released"),
    "dry": gettext_lazy("on trial"),
    "all": gettext_lazy("all"),
}
A_PAGE = 50


@require_GET
def cases(request: OperatorRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    state = request.GET.get("state", "waiting")
    trigger = request.GET.get("trigger", "")
    wanted = queries.Wanted(
        state=state if state in STATES else "waiting",
        trigger=trigger if trigger in wording.TRIGGERS else "",
        before=number(request.GET.get("before")),
        limit=A_PAGE + 1,
    )
    found = queries.cases(request.actor, wanted)
    count = queries.count_cases(request.actor, queries.Wanted(state="waiting"))
    context = {
        "cases": [showing.shown_case(one) for one in found[:A_PAGE]],
        "next": found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        "wanted": wanted,
        "states": STATES,
        "triggers": wording.TRIGGERS,
        "answer": _answer(count),
        "may": bool(policy.may_moderate(request.actor)),
        "errors": queries.errors(request.actor),
        "open_appeals": len(queries.appeals(request.actor)),
    }
    return render(request, "moderation/cases.html", context)


@require_GET
def case(request: OperatorRequest, case: int) -> HttpResponse:
    """One case: what was said, what was measured, what followed."""
    view = queries.case(request.actor, case)
    may = bool(policy.may_moderate(request.actor))
    context = {
        "one": showing.shown_case(view),
        "rules": broken_rules(request.community.id, view),
        "reports": queries.reports_of(request.actor, case) if may and view.reports else [],
        "appeal": queries.appeals_of([case]).get(case),
        "points": showing.points_of(request.actor, view.person),
        "may": may,
    }
    return render(request, "moderation/case.html", context)


@require_POST
def decide(request: OperatorRequest) -> HttpResponse:
    """Release or uphold one case or many."""
    given, ids = request.POST, numbers(request.POST.getlist("case"))
    back = given.get("back", "")
    try:
        said = deciding.decide(
            request.actor, ids, given.get("what", ""), given.get("reason", ""), given.get("sanction", "")
        )
        messages.success(request, said, extra_tags="good")
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence), extra_tags="warn")
    if (case := number(back)) is not None:
        return redirect("moderation_case", request.community.slug, case)
    return redirect("moderation", request.community.slug)


@require_GET
def person(request: OperatorRequest, person: int) -> HttpResponse:
    """All of one person's cases."""
    view = queries.cases(request.actor, queries.Wanted(state="all", person=person, limit=A_PAGE))
    them = members.person(request.actor, person)
    context = {
        "them": them,
        "standing": members.standings(request.community.id, [person]).get(person),
        "points": showing.points_of(request.actor, person),
        "cases": [showing.shown_case(one) for one in view],
        "appeals": queries.appeals_of([one.id for one in view]),
        "may": bool(policy.may_moderate(request.actor)),
    }
    return render(request, "moderation/person.html", context)


@require_POST
def change_person(request: OperatorRequest, person: int) -> HttpResponse:
    """Lift a sanction, or allow one advertisement."""
    if "sanction" in request.POST:
        lift(actor=request.actor, sanction=number(request.POST["sanction"]) or 0, reason="")
        messages.success(request, _("Lifted."), extra_tags="good")
    else:
        permit_ad(actor=request.actor, person=person, source=f"by hand:{request.POST.get('key', '')[:60]}")
        messages.success(request, _("One advertisement of theirs is allowed."), extra_tags="good")
    return redirect("moderation_person", request.community.slug, person)


@require_GET
def appeals(request: OperatorRequest) -> HttpResponse:
    """Appeals that wait for a second reader, and those that were answered."""
    waiting = queries.appeals(request.actor)
    answered = queries.appeals(request.actor, "answered", limit=20)
    context = {
        "waiting": _with_cases(request, waiting),
        "own": queries.decided_by(request.actor, [one.case for one in waiting]),
        "answered": answered,
        "may": bool(policy.may_moderate(request.actor)),
    }
    return render(request, "moderation/appeals.html", context)


@require_POST
def answer(request: OperatorRequest, appeal: int) -> HttpResponse:
    """Grant an appeal or turn it down."""
    given = request.POST
    try:
        said = deciding.answer(request.actor, appeal, given.get("what", ""), given.get("answer", ""))
        messages.success(request, said, extra_tags="good")
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence), extra_tags="warn")
    return redirect("moderation_appeals", request.community.slug)


@require_GET
def log(request: OperatorRequest) -> HttpResponse:
    """The log as members see it, and how often moderators were overturned."""
    found = showing.in_log(request.actor, number(request.GET.get("before")), A_PAGE + 1)
    context = {
        "entries": found[:A_PAGE],
        "next": found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        "moderators": queries.moderators(request.actor),
    }
    return render(request, "moderation/log.html", context)


@require_GET
def rules_learn(request: OperatorRequest) -> HttpResponse:
    """What each policy caught, what was overturned, what it did to activity."""
    context = {
        "records": [
            (one, wording.line(one.line), one.amendment and wording.line(one.amendment))
            for one in learning.records(request.actor)
        ],
        "errors": queries.errors(request.actor),
        "lessons": [(row, showing.shown_case(one)) for row, one in queries.lessons(request.actor)],
        "triggers": wording.TRIGGERS,
        "may": bool(policy.may_change_policies(request.actor)),
    }
    return render(request, "moderation/learning.html", context)


def _with_cases(request: OperatorRequest, found: list[queries.AppealView]) -> list[tuple[queries.AppealView, Any]]:
    return [(one, showing.shown_case(queries.case(request.actor, one.case))) for one in found]


def _answer(count: int) -> str:
    if not count:
        return _("Nothing waits for you.")
    if count >= queries.COUNTED:
        return _("More than a thousand messages wait.")
    return ngettext("%(n)d message waits for a decision.", "%(n)d messages wait for a decision.", count) % {"n": count}
