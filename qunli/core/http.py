"""What a view may rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from qunli.core.actor import Actor
from qunli.core.models import User

LARGEST: Final = 2**63 - 1
"""What a column of either database holds at most."""


def number(given: str | None, most: int = LARGEST) -> int | None:
    """A whole number that an address or a form carries, from 0 to `most`; null for anything else."""
    if not given or len(given) > len(str(LARGEST)) or not (given.isascii() and given.isdecimal()):
        return None
    return int(given) if int(given) <= most else None


def numbers(given: Iterable[str]) -> list[int]:
    """Those of `given` that are numbers."""
    return [found for one in given if (found := number(one)) is not None]


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


LAST_PAGE: Final = 100_000


def page_asked(request: HttpRequest) -> int:
    """Which page of a list the address asks for, from 1 on."""
    return min(number(request.GET.get("page")) or 1, LAST_PAGE)
