"""Red packets: those to open, what somebody gave and got, a new one."""

from __future__ import annotations

import secrets
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import page_asked
from qunli.core.refusals import Conflict, Refusal
from qunli.domains.red_packets import facade as red_packets
from qunli.portal.request import MemberRequest, for_members
from qunli.portal.views.cards import tapped

A_PAGE = 20


@require_GET
@for_members
def packets(request: MemberRequest) -> HttpResponse:
    """All that can be seen, or `?which=given` and `?which=received` ones."""
    asked, page = request.GET.get("which", ""), page_asked(request)
    which: red_packets.Which = "given" if asked == "given" else "received" if asked == "received" else ""
    found, total = red_packets.packets(request.actor, which, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    context = {
        "packets": found,
        "which": which,
        "received": red_packets.received(request.actor),
        "pages": Paginator(range(total), A_PAGE).get_page(page),
    }
    return render(request, "portal/packets.html", context)


@require_GET
@for_members
def packet(request: MemberRequest, packet: int) -> HttpResponse:
    """One, with who got how much."""
    return render(request, "portal/packet.html", {"packet": red_packets.packet(request.actor, packet)})


@require_POST
@for_members
def open_packet(request: MemberRequest, packet: int) -> HttpResponse:
    """A tap on the seal."""
    deed = partial(red_packets.open_packet, request.actor, packet)
    return tapped(request, "packet", packet, "member_packet", deed)


@for_members
def new_packet(request: MemberRequest) -> HttpResponse:
    """Give one. The form carries the key that makes a second tap harmless."""
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            wish, key = red_packets.typed_wish(request.actor, given), given.get("key", "")[:80] or secrets.token_hex(12)
            posted = red_packets.fund(actor=request.actor, wish=wish, key=key)
            if posted.number is None:
                raise Conflict(posted.sentence, code="refused")
            messages.success(request, posted.sentence or _("Your red packet stands in the group."), extra_tags="good")
            return redirect("member_packet", request.community.slug, posted.number)
        except Refusal as refusal:
            wrong = refusal
    context = {"given": given, "wrong": wrong, "key": given.get("key") or secrets.token_hex(12)}
    context |= red_packets.choices(request.actor)
    return render(request, "portal/new_packet.html", context, status=wrong.status if wrong else 200)
