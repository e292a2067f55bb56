"""Pages of the chapter Govern about posts and elections."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.core.http import OperatorRequest, number, numbers
from qunli.core.refusals import Refusal
from qunli.domains.members import facade as members
from qunli.domains.stewardship import policy, showing
from qunli.domains.stewardship.forms import POWERS, CallForm, HonourForm, PersonForm, PostForm
from qunli.domains.stewardship.operations.call import appoint, open_call, short_list
from qunli.domains.stewardship.operations.honour import give_honour, take_honour
from qunli.domains.stewardship.operations.intervene import cancel_call, cancel_motion, remove_holder
from qunli.domains.stewardship.operations.keep_post import close_post, describe_post
from qunli.domains.stewardship.operations.say import choose_groups
from qunli.domains.stewardship.operations.serve import name_deputy
from qunli.domains.stewardship.page_deeds import done

MOST = 500  # members offered in a list


@require_GET
def posts(request: OperatorRequest) -> HttpResponse:
    """Every post with its holders, honours, and what members read of interventions."""
    found = showing.posts(request.actor)
    context = {
        "posts": found,
        "powers": POWERS,
        "free": sum(one.free for one in found),
        "ending": [term for one in found for term in one.holders if term.soon],
        "honours": showing.honours(request.actor),
        "honour": HonourForm(people=_people(request)),
        "interventions": showing.interventions(request.actor),
        "groups": showing.said_in(request.actor),
        "may": policy.may_govern(request.actor),
    }
    return render(request, "stewardship/posts.html", context)


def post(request: OperatorRequest, post: int | None = None) -> HttpResponse:
    """Describe a post; see who served in it, and what they did."""
    known = showing.post(request.actor, post) if post is not None else None
    initial = {name: getattr(known, name) for name in PostForm.base_fields} if known else None
    form = PostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = describe_post(actor=request.actor, post=post, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("post", request.community.slug, kept)
    context = {
        "form": form,
        "post": known,
        "cards": [showing.scorecard(request.actor, one.id) for one in known.holders] if known else [],
        "roster": [one for one in showing.roster(request.actor, known.id) if one.ended_at] if known else [],
        "call": CallForm(),
        "people": PersonForm(people=_people(request)),
        "may": policy.may_govern(request.actor),
    }
    return render(request, "stewardship/post.html", context)


@require_POST
def decide_post(request: OperatorRequest, post: int) -> HttpResponse:
    """Call for applications, appoint, name a deputy, remove, close."""
    what, reason = request.POST.get("what", ""), request.POST.get("reason", "")
    person = number(request.POST.get("person")) or 0
    actor, slug = request.actor, request.community.slug
    if what == "call":
        form = CallForm(request.POST)
        if not form.is_valid():
            messages.warning(request, _("Fill in how the post is to be filled."), extra_tags="warn")
            return redirect("post", slug, post)
        return done(request, lambda: open_call(actor=actor, post=post, **form.cleaned_data), "elections")
    if what == "close":
        return done(request, lambda: close_post(actor=actor, post=post, reason=reason), "posts")
    deeds: dict[str, Callable[[], object]] = {
        "appoint": lambda: appoint(actor=actor, post=post, person=person),
        "deputy": lambda: name_deputy(actor=actor, post=post, person=person),
        "remove": lambda: remove_holder(actor=actor, post=post, person=person, reason=reason),
    }
    return done(request, deeds.get(what), "post", post)


@require_POST
def honour(request: OperatorRequest) -> HttpResponse:
    """Give a title, or take one back."""
    if taken := number(request.POST.get("honour")):
        return done(request, lambda: take_honour(actor=request.actor, honour=taken), "posts")
    title, why = request.POST.get("title", ""), request.POST.get("why", "")
    person = number(request.POST.get("person")) or 0
    return done(request, lambda: give_honour(actor=request.actor, person=person, title=title, why=why), "posts")


@require_POST
def say_in(request: OperatorRequest) -> HttpResponse:
    """Choose where calls and votes are said."""
    groups = numbers(request.POST.getlist("group"))
    return done(request, lambda: choose_groups(actor=request.actor, groups=groups), "posts")


@require_GET
def elections(request: OperatorRequest) -> HttpResponse:
    """Calls, votes, results, and motions of the members."""
    calls = showing.calls(request.actor)
    context = {
        "calls": calls,
        "open": [one for one in calls if one.state in ("open", "voting")],
        "motions": showing.motions(request.actor),
        "may": policy.may_govern(request.actor),
    }
    return render(request, "stewardship/elections.html", context)


@require_GET
def election(request: OperatorRequest, call: int) -> HttpResponse:
    """Who applied, the short list, the vote, the result."""
    found = showing.call(request.actor, call)
    voters = showing.voters(request.actor, found.ballot.id) if found.ballot else []
    context = {"call": found, "voters": voters, "may": policy.may_govern(request.actor)}
    return render(request, "stewardship/election.html", context)


@require_POST
def decide_election(request: OperatorRequest, call: int) -> HttpResponse:
    """Make the short list, appoint one who applied, or cancel with a reason."""
    actor, what, reason = request.actor, request.POST.get("what", ""), request.POST.get("reason", "")
    people = numbers(request.POST.getlist("person"))
    deeds: dict[str, Callable[[], object]] = {
        "list": lambda: short_list(actor=actor, call=call, people=people, why=reason),
        "appoint": lambda: appoint(
            actor=actor, post=showing.call(actor, call).post, person=people[0] if len(people) == 1 else 0
        ),
        "cancel": lambda: cancel_call(actor=actor, call=call, reason=reason),
    }
    return done(request, deeds.get(what), "election", call)


@require_POST
def decide_motion(request: OperatorRequest, motion: int) -> HttpResponse:
    """Take a motion off, with a reason."""
    reason = request.POST.get("reason", "")
    return done(request, lambda: cancel_motion(actor=request.actor, motion=motion, reason=reason), "elections")


def _people(request: OperatorRequest) -> list[tuple[int, str]]:
    return [(one.person, one.name) for one in members.acknowledgements(request.community.id, MOST, 0)]
