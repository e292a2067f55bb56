"""Pages about how one joins: the settings, the questions, the links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number, page_asked
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _ as lazy
from qunli.domains.members import joining_decisions, joining_queries, policy
from qunli.domains.members.operations.invite import invite, withdraw_invitation
from qunli.domains.members.operations.set_joining import (
    COUNTS,
    FLAGS,
    TEXTS,
    ask_question,
    place_question,
    set_joining,
)
from qunli.kit.qr import svg

A_PAGE = 30
EMPTY = ("capacity", "approve_from", "refuse_below")


def joining(request: OperatorRequest) -> HttpResponse:
    """Who comes in, what is asked, who may invite, how newcomers are received."""
    wrong = None
    if request.method == "POST":
        try:
            set_joining(actor=request.actor, changes=_changes(request))
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("joining", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    row = joining_queries.joining_row(request.community.id)
    context = {
        "row": request.POST if wrong else row,
        "rules": joining_queries.joining(request.community.id),
        "may": policy.may_set_joining(request.actor),
        "wrong": {wrong.field: wrong.sentence} if wrong else {},
        "door": request.build_absolute_uri(reverse("knock", args=[request.community.slug])),
    }
    return render(request, "members/joining.html", context, status=422 if wrong else 200)


def question(request: OperatorRequest, question: str = "") -> HttpResponse:
    """One question: its words, its kind, what counts and for how much."""
    policy.may_set_joining(request.actor).or_refuse()
    known = {one.id: one for one in joining_queries.joining(request.community.id).questions}
    if question and question not in known:
        raise NotFound
    wrong, given = None, request.POST
    if request.method == "POST":
        try:
            ask_question(actor=request.actor, question={**_asked(request), "id": question})
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("joining", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    context = {
        "asked": known.get(question),
        "given": given if wrong else _form_of(known.get(question)),
        "kinds": KINDS.items(),
        "wrong": {wrong.field: wrong.sentence} if wrong else {},
    }
    return render(request, "members/question.html", context, status=422 if wrong else 200)


@require_POST
def place(request: OperatorRequest, question: str) -> HttpResponse:
    """Move a question, or take it off the form."""
    place_question(actor=request.actor, question=question, at=number(request.POST.get("at")))
    return redirect("joining", request.community.slug)


def invitations(request: OperatorRequest) -> HttpResponse:
    """Every link, by whom, and whom it brought."""
    wrong = None
    if request.method == "POST":
        try:
            uses, days = (number(request.POST.get(name)) or 0 for name in ("uses", "days"))
            invite(actor=request.actor, uses=uses, days=days, note=request.POST.get("note", ""))
            return redirect("member_invitations", request.community.slug)
        except Invalid as refusal:
            wrong = refusal
    page = page_asked(request)
    start = (page - 1) * A_PAGE
    found, total = joining_queries.invitations(request.actor, limit=A_PAGE, offset=start)
    context = {
        "links": [(one, _address(request, one.token)) for one in found],
        "total": total,
        "pages": Paginator(range(total), A_PAGE).get_page(page),
        "may": policy.may_admit(request.actor),
        "wrong": {wrong.field: wrong.sentence} if wrong else {},
    }
    return render(request, "members/invitations.html", context, status=422 if wrong else 200)


@require_POST
def withdraw(request: OperatorRequest, invitation: int) -> HttpResponse:
    """The link opens nothing any more."""
    withdraw_invitation(actor=request.actor, invitation=invitation)
    messages.success(request, _("The link is withdrawn. Whom it brought stays."), extra_tags="good")
    return redirect("member_invitations", request.community.slug)


@require_GET
def qr(request: OperatorRequest, invitation: int) -> HttpResponse:
    """The picture of a link, to show or print."""
    policy.may_admit(request.actor).or_refuse()
    token = joining_queries.invitation_token(request.actor, invitation)
    return HttpResponse(svg(_address(request, token)), content_type="image/svg+xml")


KINDS = {
    "text": lazy("free text"),
    "choice": lazy("one of several answers"),
    "entrance": lazy("entrance question: only the right answer opens the door"),
}


def _changes(request: OperatorRequest) -> dict[str, Any]:
    """What the form says; a field that is no number is refused by its own name."""
    given: dict[str, Any] = {name: name in request.POST for name in FLAGS}
    given |= {name: request.POST.get(name, "") for name in TEXTS}
    given |= {name: _whole(request.POST.get(name, "")) for name in COUNTS}
    given |= {name: _whole(request.POST[name]) if request.POST.get(name, "").strip() else None for name in EMPTY}
    return given


def _whole(text: str) -> int | str:
    digits = text.strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) < 9 else digits


def _asked(request: OperatorRequest) -> dict[str, Any]:
    given = request.POST
    enough, worth = _whole(given.get("enough") or "0"), _whole(given.get("worth") or "0")
    if isinstance(enough, str) or isinstance(worth, str):
        raise Invalid(_("Write a whole number."), field="enough")
    return {
        "text": given.get("text", ""),
        "kind": given.get("kind", ""),
        "required": "required" in given,
        "options": joining_decisions.lines_of(given.get("options", "")),
        "accepted": joining_decisions.lines_of(given.get("accepted", "")),
        "counts": joining_decisions.counts_from(given.get("counts", "")),
        "enough": enough,
        "worth": worth,
    }


def _form_of(asked: joining_decisions.Question | None) -> dict[str, Any]:
    asked = asked or joining_decisions.Question("", "")
    return {
        **vars(asked),
        "options": "\n".join(asked.options),
        "accepted": "\n".join(asked.accepted),
        "counts": "\n".join(f"{word} = {points}" for word, points in asked.counts),
    }


def _address(request: OperatorRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("open_link", args=[token]))
