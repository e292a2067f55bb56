"""Reads of groups, messages and imports. Fetching is permission: what is absent or another community's is not found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group, TouchedDay


@dataclass(frozen=True)
class GroupView:
    """A room of a chat."""

    id: int
    platform: str
    external_id: str
    name: str


@dataclass(frozen=True)
class TouchedDayView:
    """A group's UTC day (days since 1970) that has new or changed messages."""

    id: int
    group: int
    day: int
    version: int


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see messages there. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    with tenancy.within(actor.community):
        yield actor.community


def groups(actor: Actor) -> list[GroupView]:
    """The community's groups, by name."""
    with seeing(actor) as community:
        rows = Group.objects.filter(community_id=community).order_by("name", "id")
        return [GroupView(row.id, row.platform, row.external_id, row.name) for row in rows]


def touched_days(actor: Actor, limit: int = 1000) -> list[TouchedDayView]:
    """Days to count again, oldest first within a group. Clear them with `clear_touched_days` when counted."""
    with seeing(actor) as community:
        rows = TouchedDay.objects.filter(community_id=community).order_by("group_id", "day")[:limit]
        return [TouchedDayView(row.id, row.group_id, row.day, row.version) for row in rows]
