"""Check-ins: be here today, who else is, days in a row."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import number
from qunli.core.refusals import Refusal
from qunli.domains.engagement import facade as engagement
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.views.cards import tapped
from qunli.portal.views.polls import writable


@for_members
def check_ins(request: MemberRequest) -> HttpResponse:
    """Each group's; those who run activities open one."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            group = number(given.get("group")) or 0
            opened = engagement.open_check_in(actor=request.actor, group=group, title=given.get("title", ""))
            messages.success(request, _("From now on the group checks in each day."), extra_tags="good")
            return redirect("member_check_in", request.community.slug, opened)
        except Refusal as refusal:
            wrong = refusal
    found = engagement.check_ins(request.actor)
    taken = {one.group for one in found if not one.closed}
    context = {
        "checks": found,
        "may_open": engagement.may_run(request.actor),
        "groups": [one for one in writable(request) if one.id not in taken],
        "given": given,
        "wrong": wrong,
    }
    return render(request, "portal/check_ins.html", context, status=422 if wrong else 200)


@require_GET
@for_members
def check_in(request: MemberRequest, check_in: int) -> HttpResponse:
    """Who is here today, and the board."""
    context = {
        "check": engagement.shown_check_in(request.actor, check_in),
        "today": engagement.today(request.actor, check_in, 200),
        "board": engagement.board(request.actor, check_in),
        "may_close": engagement.may_run(request.actor),
    }
    return render(request, "portal/check_in.html", context)


@require_POST
@for_members
def be_here(request: MemberRequest, check_in: int) -> HttpResponse:
    """The member is here today."""
    note = request.POST.get("note", "")
    deed = partial(engagement.check_in, actor=request.actor, check_in=check_in, note=note)
    return tapped(request, "check-in", check_in, "member_check_in", deed)


@require_POST
@for_members
def close(request: MemberRequest, check_in: int) -> HttpResponse:
    """The group does not check in any more."""
    engagement.close_check_in(actor=request.actor, check_in=check_in)
    messages.success(request, _("Closed. The board stays."), extra_tags="good")
    return redirect("member_check_in", request.community.slug, check_in)
