"""Rows belong to one community and are out of reach until a community is entered.

Every table with a `community` uses `CommunityManager`; reading it outside `within()` raises `ScopeError`. The few
places that must see several communities (the dispatcher, a migration) use `across_communities`, which a test counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models
from django_scopes import get_scope, scope, scopes_disabled
from django_scopes.manager import DisabledQuerySet

M = TypeVar("M", bound=models.Model)


class CommunityManager(models.Manager[M]):
    """A manager whose every read is limited to the community entered by `within`."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Rows of the community entered; a query set that refuses everything when none is."""
        entered = get_scope()
        if not entered.get("_enabled", True):
            return super().get_queryset()
        if entered.get("community") is None:
            closed: Any = DisabledQuerySet(self.model, using=self._db, missing_scopes={"community"})
            return closed  # type: ignore[no-any-return]
        return super().get_queryset().filter(community_id=entered["community"])


@contextmanager
def within(community: int) -> Iterator[None]:
    """Enter one community: reads see its rows only. Raises TypeError for anything but an id: null would open all."""
    if not isinstance(community, int):
        raise TypeError("a community is entered by its id")
    with scope(community=community):
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
    entered: int | None = get_scope().get("community")
    return entered
