"""The way in: where a signed-in person goes first, and the list of communities."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """A fresh installation asks for its first account; otherwise the only community, or the list of them."""
    if not communities.any_operator():
        return redirect("account_signup")
    if not request.user.is_authenticated:
        return redirect("account_login")
    try:
        actor = communities.actor_of(request.user)
    except NotFound:
        if members.memberships_of(request.user):
            return redirect("my_communities")
        return render(request, "console/no_role.html", status=403)
    found = communities.communities_of(actor)
    if not found:
        return redirect("communities" if communities.deleted_communities(actor) else "create_community")
    return redirect("today", found[0].slug) if len(found) == 1 else redirect("communities")
