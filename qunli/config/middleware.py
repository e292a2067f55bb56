"""Who asks, and in which community: settled once, before any view runs."""

from __future__ import annotations

import contextlib
import zoneinfo
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.middleware import answer_refusal
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

Answer = Callable[[HttpRequest], HttpResponse]


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page needs a signed-in account unless it says otherwise; the API brings tokens of its own."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Sends strangers to the sign-in page."""
        if request.path.startswith("/api/"):
            return None
        return cast("HttpResponse | None", super().process_view(request, view, args, kwargs))


class CommunityMiddleware:
    """An address with a `community` in it is answered inside that community, as the account's actor there.

    Sets `request.actor` and `request.community`, and takes `community` out of the view's arguments. A community that
    is absent or somebody else's is not found.
    """

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = _community_in(request, "/c/")
        if slug is None:
            return self._answer_member(request)
        user = request.user
        if not user.is_authenticated:
            return self._answer(request)
        try:
            request.actor, request.community = communities.enter(user, slug)  # type: ignore[attr-defined]
        except NotFound:
            request.actor = None  # type: ignore[attr-defined]
            return self._answer(request)
        community = request.community  # type: ignore[attr-defined]
        with tenancy.within(community.id), timezone.override(zoneinfo.ZoneInfo(community.time_zone)):
            return self._answer(request)

    def _answer_member(self, request: HttpRequest) -> HttpResponse:
        """A member page: in the community, as the account's member there or as a guest."""
        slug = _community_in(request, "/m/")
        if slug is None:
            return self._answer(request)
        try:
            community = communities.community_at(slug)
        except NotFound:
            return self._answer(request)
        actor: Actor | None = None
        if request.user.is_authenticated:
            with contextlib.suppress(NotFound):
                actor, community = members.enter_as_member(request.user, slug)
        request.actor, request.community = actor, community  # type: ignore[attr-defined]
        with tenancy.within(community.id), timezone.override(zoneinfo.ZoneInfo(community.time_zone)):
            return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Takes the community out of the view's arguments; answers that there is none when it is not the account's."""
        if kwargs.pop("community", None) is None or getattr(request, "actor", None) is not None:
            return None
        if request.path.startswith("/m/") and hasattr(request, "community"):
            return None
        return answer_refusal(request, NotFound())


def _community_in(request: HttpRequest, start: str) -> str | None:
    if not request.path.startswith(start):
        return None
    try:
        return resolve(request.path_info).kwargs.get("community")
    except Resolver404:
        return None
