"""Reads of findings, portraits and the state of the rollups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.insight import policy
from qunli.domains.insight.models import Bot, Picture, StaleDay
from qunli.domains.members import facade as members


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see findings there. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    with tenancy.within(actor.community):
        yield actor.community


def lock(actor: Actor) -> int:
    """Take the community's picture for writing, so that counting is done by one at a time. Returns the community."""
    if actor.community is None:
        raise NotFound
    Picture.objects.get_or_create(community_id=actor.community)
    Picture.objects.select_for_update().get(community_id=actor.community)
    return actor.community


def stale_days(community: int, limit: int) -> list[Any]:
    """Group-days to count again although their messages did not change."""
    return list(StaleDay.objects.filter(community_id=community).order_by("group_id", "day")[:limit])


def flagged_identities(actor: Actor) -> set[int]:
    """Identities whose platform calls them bots, unless an operator says otherwise."""
    decided = dict(Bot.objects.filter(decided=True).values_list("identity", "is_bot"))
    flagged = {one.id for one in members.identities(actor) if one.is_bot}
    return {one for one in flagged if decided.get(one, True)} | {one for one, is_bot in decided.items() if is_bot}


def bot_identities(actor: Actor) -> set[int]:
    """Identities that count as programs: decided, recognised, or called so by their platform."""
    known = dict(Bot.objects.values_list("identity", "is_bot"))
    return {one for one, is_bot in known.items() if is_bot} | {
        one for one in flagged_identities(actor) if known.get(one, True)
    }
