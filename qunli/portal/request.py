"""What a view of the member pages may rely on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from qunli.core.actor import Actor
from qunli.core.http import CommunityFacts
from qunli.core.models import User
from qunli.portal import browser

P = ParamSpec("P")


class PortalRequest(HttpRequest):
    """A request to an address under /m/<community>/: the community is entered, its time zone active. `actor` is the
    member's, or null for a guest."""

    user: User | AnonymousUser
    actor: Actor | None
    community: CommunityFacts
    htmx: HtmxDetails


class MemberRequest(PortalRequest):
    """The same, from a member."""

    user: User
    actor: Actor


def for_members(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[Concatenate[PortalRequest, P], HttpResponseBase]:
    """Only members see this page; everybody else is led to the door."""

    @wraps(view)
    def answer(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor is None:
            return redirect("door", request.community.slug)
        given = view(request, *args, **kwargs)
        browser.remember(request, given, request.community.id, request.community.slug, request.actor.person)
        return given

    return cast("Callable[Concatenate[PortalRequest, P], HttpResponseBase]", login_not_required(answer))


def for_everybody(
    view: Callable[Concatenate[PortalRequest, P], HttpResponseBase],
) -> Callable[Concatenate[PortalRequest, P], HttpResponseBase]:
    """Guests see this page, too."""
    opened: Callable[Concatenate[PortalRequest, P], HttpResponseBase] = login_not_required(view)
    return opened
