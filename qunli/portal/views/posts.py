"""Members fill posts: who holds which, applying, voting, stepping down."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import number
from qunli.core.refusals import Refusal
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.request import MemberRequest, for_members

MOST = 500


@require_GET
@for_members
def posts(request: MemberRequest) -> HttpResponse:
    """Posts with their holders, what can be decided now, and where the operator stepped in."""
    actor = request.actor
    own = stewardship.terms_of(actor, actor.id or 0)
    context = {
        "posts": stewardship.posts(actor),
        "calls": [one for one in stewardship.calls(actor) if one.state in ("open", "voting")],
        "own": own,
        "holding": {one.post for one in own if not one.deputy},
        "people": members.acknowledgements(request.community.id, MOST, 0) if own else [],
        "honours": stewardship.honours(actor),
        "interventions": stewardship.interventions(actor),
    }
    return render(request, "portal/posts.html", context)


@require_GET
@for_members
def post(request: MemberRequest, post: int) -> HttpResponse:
    """One post: its holders with what they did, and who served before."""
    found = stewardship.post(request.actor, post)
    context = {
        "post": found,
        "cards": [stewardship.scorecard(request.actor, one.id) for one in found.holders],
        "roster": [one for one in stewardship.roster(request.actor, post) if one.ended_at],
    }
    return render(request, "portal/post.html", context)


@require_GET
@for_members
def call(request: MemberRequest, call: int) -> HttpResponse:
    """Apply, vote, or read the result."""
    found = stewardship.call(request.actor, call)
    voters = stewardship.voters(request.actor, found.ballot.id) if found.ballot else []
    listed = [one for one in found.applications if one.state == "listed"]
    return render(request, "portal/call.html", {"call": found, "voters": voters, "listed": listed})


@require_POST
@for_members
def apply(request: MemberRequest, call: int) -> HttpResponse:
    """Stand for the post, or take it back."""
    if request.POST.get("what") == "withdraw":
        return _done(request, lambda: stewardship.withdraw_application(actor=request.actor, call=call), "call", call)
    said = request.POST.get("statement", "")
    return _done(request, lambda: stewardship.apply(actor=request.actor, call=call, statement=said), "call", call)


@require_POST
@for_members
def vote(request: MemberRequest, call: int) -> HttpResponse:
    """One secret vote. The choice is in the body alone: addresses end up in logs."""
    ballot = stewardship.call(request.actor, call).ballot
    choice = request.POST.get("choice", "")
    if ballot is None:
        return redirect("call", request.community.slug, call)
    return _done(request, lambda: stewardship.cast(actor=request.actor, ballot=ballot.id, choice=choice), "call", call)


@require_POST
@for_members
def serve(request: MemberRequest, post: int) -> HttpResponse:
    """Step down, or name a deputy."""
    given = request.POST.get("person", "")
    person = number(given) or 0
    deeds: dict[str, Callable[[], object]] = {
        "step_down": lambda: stewardship.step_down(actor=request.actor, post=post),
        "deputy": lambda: stewardship.name_deputy(actor=request.actor, post=post, person=person),
    }
    return _done(request, deeds.get(request.POST.get("what", "")), "member_posts")


def _done(request: MemberRequest, deed: Callable[[], object] | None, page: str, *where: int) -> HttpResponse:
    try:
        if deed is not None:
            deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence), extra_tags="warn")
    else:
        messages.success(request, _("Done."), extra_tags="good")
    return redirect(page, request.community.slug, *where)
