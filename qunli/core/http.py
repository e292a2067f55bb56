"""What a view may rely on."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from qunli.core.actor import Actor
from qunli.core.models import User


class CommunityFacts(Protocol):
    """The community a page is about."""

    @property
    def id(self) -> int: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def time_zone(self) -> str: ...


class OperatorRequest(HttpRequest):
    """A request to an address under /c/<community>/: signed in, the community entered, its time zone active."""

    user: User
    actor: Actor
    community: CommunityFacts
    htmx: HtmxDetails
