"""Pages about who wants to come in, who came, and one member's place here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, numbers, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.members import arriving_queries, joining_queries, policy
from qunli.domains.members.operations.admit import admit
from qunli.domains.members.operations.decide_applications import Decided, decide_applications, undo_decision
from qunli.domains.members.operations.end_membership import remove_member
from qunli.domains.members.operations.sign_in_link import MINUTES, sign_in_link
from qunli.domains.members.operations.silence import silence
from qunli.domains.members.wording import known_in_words, points_in_words

A_PAGE = 30
STATES = ("open", "waiting", "admitted", "refused", "withdrawn")
SILENCES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


@require_GET
def applications(request: OperatorRequest) -> HttpResponse:
    """Who asked to come in, with points and why, in one state."""
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    page = page_asked(request)
    start = (page - 1) * A_PAGE
    found, total = joining_queries.applications(request.actor, state, limit=A_PAGE, offset=start)
    counts = joining_queries.application_counts(request.actor)
    context = {
        "applications": [
            (
                one,
                [points_in_words(reason) for reason in one.reasons],
                [(known_in_words(kind, name), person) for kind, person, name in one.known],
            )
            for one in found
        ],
        "total": total,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "state": state,
        "counts": [(name, label, counts.get(name, 0)) for name, label in _labels().items()],
        "rules": joining_queries.joining(request.community.id),
        "may": policy.may_admit(request.actor),
        "undoable_from": timezone.now() - timedelta(days=1),
    }
    return render(request, "members/applications.html", context)


@require_POST
def decide(request: OperatorRequest) -> HttpResponse:
    """Admit, put on the waiting list or refuse those that are chosen."""
    chosen = numbers(request.POST.getlist("application"))
    verdict: Any = request.POST.get("verdict")
    back = redirect(
        f"{reverse('applications', args=[request.community.slug])}?state={request.POST.get('state', 'open')}"
    )
    if verdict not in ("admit", "refuse", "wait"):
        return back
    try:
        did = decide_applications(
            actor=request.actor, applications=chosen, verdict=verdict, reason=request.POST.get("reason", "")
        )
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence), extra_tags="warn")
        return back
    messages.success(request, _said(did), extra_tags="good")
    return back


@require_POST
def undo(request: OperatorRequest, application: int) -> HttpResponse:
    """The application waits for a decision again."""
    undo_decision(actor=request.actor, application=application)
    messages.success(request, _("Taken back. The application waits for a decision again."), extra_tags="good")
    return redirect("applications", request.community.slug)


@require_GET
def newcomers(request: OperatorRequest) -> HttpResponse:
    """Who came in lately, and how far each has arrived."""
    page = page_asked(request)
    start = (page - 1) * A_PAGE
    found, total = arriving_queries.newcomers(request.actor, limit=A_PAGE, offset=start)
    people = [one.person for one in found]
    context = {
        "newcomers": found,
        "total": total,
        "brought": joining_queries.invited_by(request.actor, people),
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "rules": joining_queries.joining(request.community.id),
    }
    return render(request, "members/newcomers.html", context)


@require_POST
def membership(request: OperatorRequest, person: int) -> HttpResponse:
    """Admit, remove or silence a member, or make them a link to sign in."""
    do = request.POST.get("do", "")
    if do == "admit":
        admit(actor=request.actor, person=person)
        messages.success(request, _("They are a member now."), extra_tags="good")
    elif do == "remove":
        remove_member(actor=request.actor, person=person)
        messages.success(request, _("They are outside, and their sessions have ended."), extra_tags="good")
    elif do == "speak":
        silence(actor=request.actor, person=person, until=None)
        messages.success(request, _("They can write again."), extra_tags="good")
    elif do in SILENCES:
        silence(actor=request.actor, person=person, until=timezone.now() + SILENCES[do])
        messages.success(request, _("They cannot write for that long."), extra_tags="good")
    elif do == "link":
        address = request.build_absolute_uri(
            reverse("sign_in_link", args=[sign_in_link(actor=request.actor, person=person)])
        )
        words = _("Give them this link; it signs them in once, within {minutes} minutes:").format(minutes=MINUTES)
        messages.success(request, format_html("{} <code>{}</code>", words, address), extra_tags="good")
    return redirect("member", request.community.slug, person)


def _said(did: Decided) -> str:
    parts = [
        ngettext("{n} admitted", "{n} admitted", did.admitted).format(n=did.admitted) if did.admitted else "",
        ngettext("{n} on the waiting list", "{n} on the waiting list", did.waiting).format(n=did.waiting)
        if did.waiting
        else "",
        ngettext("{n} refused", "{n} refused", did.refused).format(n=did.refused) if did.refused else "",
        _("{n} were decided meanwhile").format(n=did.passed_over) if did.passed_over else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def _labels() -> dict[str, str]:
    return {
        "open": _("to decide"),
        "waiting": _("on the waiting list"),
        "admitted": _("admitted"),
        "refused": _("refused"),
        "withdrawn": _("withdrawn"),
    }
