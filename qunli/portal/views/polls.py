"""Polls: those to vote on, those that are over, a new one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import number, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import facade as engagement
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.views.cards import tapped

A_PAGE = 20
HOURS = (1, 24, 72, 168, 720)


@require_GET
@for_members
def polls(request: MemberRequest) -> HttpResponse:
    """Open ones, or with `?closed` those that are over."""
    closed, page = "closed" in request.GET, page_asked(request)
    found, total = engagement.polls(request.actor, closed=closed, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    pages = Paginator(range(total), A_PAGE).get_page(page)
    return render(request, "portal/polls.html", {"polls": found, "closed": closed, "pages": pages})


@for_members
def new_poll(request: MemberRequest) -> HttpResponse:
    """Ask a group to choose."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            posted = engagement.open_poll(
                actor=request.actor,
                group=number(given.get("group")) or 0,
                question=given.get("question", ""),
                choices=given.get("choices", "").splitlines(),
                several="several" in given,
                secret="secret" in given,
                hours=number(given.get("hours")) or 0,
            )
            poll = posted.or_refuse()
            messages.success(request, posted.sentence or _("Your poll stands in the group."), extra_tags="good")
            return redirect("member_poll", request.community.slug, poll)
        except Refusal as refusal:
            wrong = refusal
    context = {
        "groups": writable(request),
        "given": given,
        "wrong": wrong,
        "hours": [(one, _hours(one)) for one in HOURS],
        "chosen": number(given.get("hours")) or 168,
    }
    return render(request, "portal/new_poll.html", context, status=422 if wrong else 200)


@require_GET
@for_members
def poll(request: MemberRequest, poll: int) -> HttpResponse:
    """One, with who chose what if it is not secret."""
    return render(request, "portal/poll.html", {"poll": engagement.poll(request.actor, poll)})


@require_POST
@for_members
def vote(request: MemberRequest, poll: int) -> HttpResponse:
    """A tap on a choice."""
    choice = number(request.POST.get("choice"))
    wanted = -1 if choice is None else choice
    deed = partial(engagement.tap, actor=request.actor, poll=poll, choice=wanted)
    return tapped(request, "poll", poll, "member_poll", deed)


@require_POST
@for_members
def close(request: MemberRequest, poll: int) -> HttpResponse:
    """Nobody votes any more."""
    engagement.close_poll(actor=request.actor, poll=poll)
    messages.success(request, _("The poll is closed."), extra_tags="good")
    return redirect("member_poll", request.community.slug, poll)


def writable(request: MemberRequest) -> list[chat.LiveGroup]:
    """Groups in which something can be put."""
    return [one for one in chat.live_groups(request.actor) if not one.closed]


def _hours(hours: int) -> str:
    if hours < 24:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
