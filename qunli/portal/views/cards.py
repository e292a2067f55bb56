"""What stands in a group in the place of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound, Refusal
from qunli.domains.engagement import facade as engagement
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.request import MemberRequest, for_members

CARDS: dict[str, tuple[str, str, Callable[[Actor, int], Any]]] = {
    "poll": ("portal/poll_card.html", "poll", engagement.poll),
    "check-in": ("portal/check_in_card.html", "check", engagement.shown_check_in),
    "question": ("portal/question_card.html", "question", engagement.question),
    "packet": ("portal/packet_card.html", "packet", red_packets.packet),
    "call": ("portal/call_card.html", "call", stewardship.call),
    "motion": ("portal/motion_card.html", "motion", stewardship.motion),
}
"""By kind: the template, the name by which it knows the thing, and how that is read."""


@require_GET
@for_members
def card(request: MemberRequest, kind: str, number: int) -> HttpResponse:
    """One card as it is for this member now."""
    return shown(request, kind, number)


def shown(request: MemberRequest, kind: str, number: int, sentence: str = "") -> HttpResponse:
    """The fragment; `sentence` says why the last deed was refused."""
    if kind not in CARDS:
        raise NotFound
    template, name, read = CARDS[kind]
    answer = render(request, template, {name: read(request.actor, number), "sentence": sentence})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def tapped(request: MemberRequest, kind: str, number: int, page: str, deed: Callable[[], object]) -> HttpResponse:
    """Something done on a card: answers with the card, or leads to its page where there is no script."""
    sentence = ""
    try:
        deed()
    except Refusal as refusal:
        sentence = str(refusal.sentence)
    if request.htmx:
        return shown(request, kind, number, sentence)
    if sentence:
        messages.error(request, sentence, extra_tags="warn")
    return redirect(page, request.community.slug, number)
