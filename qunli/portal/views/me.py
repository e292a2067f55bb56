"""A member's own pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qunli.domains.members import facade as members
from qunli.portal.request import MemberRequest, for_members


@require_GET
def communities(request: MemberRequest) -> HttpResponse:
    """The communities somebody is a member of."""
    return render(request, "portal/communities.html", {"communities": members.memberships_of(request.user)})


@require_GET
@for_members
def me(request: MemberRequest) -> HttpResponse:
    """Who the member is here."""
    standing = members.standings(request.community.id, [request.actor.id or 0])[request.actor.id or 0]
    return render(request, "portal/me.html", {"standing": standing})
