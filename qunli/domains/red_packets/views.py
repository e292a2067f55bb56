"""Pages of the chapter Earn about red packets: which there are, who got what, the community's own."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qunli.core.http import OperatorRequest, page_asked
from qunli.core.refusals import Refusal
from qunli.domains.red_packets import facade as here

A_PAGE = 30


@require_GET
def packets(request: OperatorRequest) -> HttpResponse:
    """Newest first."""
    found, total = here.packets(request.actor, limit=A_PAGE, offset=(page_asked(request) - 1) * A_PAGE)
    context = {
        "packets": found,
        "pages": Paginator(range(total), A_PAGE).get_page(page_asked(request)),
        "may_give": bool(here.may_give_for_community(request.actor)),
    }
    return render(request, "red_packets/packets.html", context)


@require_GET
def packet(request: OperatorRequest, packet: int) -> HttpResponse:
    """One: who got how much."""
    return render(request, "red_packets/packet.html", {"one": here.packet(request.actor, packet, here.SHARES)})


def give(request: OperatorRequest) -> HttpResponse:
    """The community gives one. The form carries the key that makes a second click harmless."""
    here.may_give_for_community(request.actor).or_refuse()
    given, wrong = request.POST, None
    if request.method == "POST":
        try:
            key = given.get("key", "")[:80] or secrets.token_hex(12)
            posted = here.fund_for_community(actor=request.actor, wish=here.typed_wish(request.actor, given), key=key)
            messages.success(request, _("The red packet stands in the group."), extra_tags="good")
            return redirect("packet", request.community.slug, posted.number)
        except Refusal as refusal:
            wrong = refusal
    context = {
        "given": given,
        "wrong": wrong,
        "key": given.get("key") or secrets.token_hex(12),
        **here.choices(request.actor),
    }
    return render(request, "red_packets/give.html", context, status=wrong.status if wrong else 200)
