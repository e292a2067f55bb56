"""What the community is for, what it promises, and who carries it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, for_members


@require_GET
@for_members
def about(request: MemberRequest) -> HttpResponse:
    """The public part of the charter, promises that members are asked about, team, gifts."""
    here = request.community.id
    view = communities.charter_of(here)
    own = members.own_votes(here, request.actor.id or 0)
    votes = members.votes_on(here, [one.id for one in view.promises])
    context = {
        "answers": [
            {"title": one.title, "text": communities.answer_as_text(one.key, view.answers.get(one.key))}
            for one in communities.QUESTIONS
            if one.key in view.public and view.answers.get(one.key)
        ],
        "promises": [
            {"it": one, "own": own.get(one.id), "votes": votes.get(one.id, (0, 0))}
            for one in view.promises
            if "promises" in view.public
        ],
        "duties": members.duties(here),
        "rules": communities.rules_of(here),
        "pictures": members.gallery(request.actor, limit=3)[0],
    }
    return render(request, "portal/about.html", context)


@require_POST
@for_members
def vote(request: MemberRequest, promise: int) -> HttpResponse:
    """Whether a promise is kept, as the member sees it."""
    members.vote(actor=request.actor, promise=promise, yes=request.POST.get("yes") == "1")
    messages.success(request, _("Thank you. You can change your answer at any time."), extra_tags="good")
    return redirect("about", request.community.slug)
