"""Rows belong to one community and are out of reach until a community is entered.

Every table with a `community` uses `community_manager()`; reading it outside `within()` raises `ScopeError`. The few
places that must see several communities (the dispatcher, a migration) use `across_communities`, which a test counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django_scopes import ScopedManager, get_scope, scope, scopes_disabled


def community_manager() -> Any:
    """A manager whose every read is limited to the community entered by `within`."""
    return ScopedManager(_manager_class=models.Manager, community_id="community_id")


@contextmanager
def within(community: int) -> Iterator[None]:
    """Enter one community: reads see its rows only. Raises TypeError for anything but an id: null would open all."""
    if not isinstance(community, int):
        raise TypeError("a community is entered by its id")
    with scope(community_id=community):
        yield


@contextmanager
def across_communities(reason: str) -> Iterator[None]:
    """Step out of tenancy. `reason` says why no single community will do."""
    if not reason:
        raise ValueError("stepping out of tenancy needs a reason")
    with scopes_disabled():
        yield


def current_community() -> int | None:
    """The community entered, or null."""
    entered: int | None = get_scope().get("community_id")
    return entered
