"""What a founder still has to do before strangers can come in and find somebody to talk with."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qunli.core.http import OperatorRequest
from qunli.core.refusals import Refusal, Sentence
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members


@dataclass(frozen=True)
class Step:
    """Something to do and the page where it is done; `at_once` by a button that posts there."""

    words: Sentence
    address: str
    at_once: bool = False


def first_steps(request: OperatorRequest) -> list[Step]:
    """Those that are not done, in the order in which they are done best."""
    here, slug = request.community.id, request.community.slug
    steps = []
    if communities.rules_of(here) is None:
        steps.append(Step(_("Announce rules"), reverse("rules", args=[slug])))
    if not chat.live_groups(request.actor):
        steps.append(Step(_("Open a group to talk in"), reverse("web_groups", args=[slug])))
    if members.member_of_account(request.actor) is None:
        steps.append(Step(_("Become a member yourself"), reverse("come_in", args=[slug]), at_once=True))
    if shut(here):
        steps.append(
            Step(_("Say how one joins: now nobody comes in without an invitation"), reverse("joining", args=[slug]))
        )
    return steps


def shut(community: int) -> bool:
    """Whether whoever scans the poster stands before a closed door, though the community is open."""
    rules = members.joining(community)
    return not rules.founding and rules.why_shut(invited=False) is not None


@require_POST
def come_in(request: OperatorRequest) -> HttpResponse:
    """The colleague becomes a member, with the account they have."""
    slug = request.community.slug
    if members.member_of_account(request.actor) is None:
        try:
            members.admit(actor=request.actor, name=request.user.name, user=request.user.id)
        except Refusal as refusal:
            messages.warning(request, str(refusal.sentence), extra_tags="warn")
            return redirect("charter", slug)
    return redirect("welcome", slug)
