"""Who draws the picture: one turn after the other, and nobody publishes out of turn."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import Picture


class TurnOver(Exception):
    """The drawing was stopped, or somebody else draws now: end quietly, nothing more can be published."""


@operation
def begin_picture(*, actor: Actor) -> int:
    """The work has begun: what is asked from now on needs another round. Returns the turn to publish with."""
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    row = Picture.objects.get(community_id=community)
    row.asked, row.begun_at, row.stopped_at, row.turn = False, timezone.now(), None, row.turn + 1
    row.save(update_fields=["asked", "begun_at", "stopped_at", "turn"])
    return row.turn


@operation
def end_picture(*, actor: Actor, turn: int) -> None:
    """The work has ended, with a new picture or with nothing to draw. Raises `TurnOver`."""
    policy.may_keep(actor).or_refuse()
    Picture.objects.filter(community_id=in_turn(actor, turn)).update(begun_at=None)


def in_turn(actor: Actor, turn: int) -> int:
    """The community, its picture locked, if this turn still lasts. Raises `TurnOver`."""
    community = queries.lock(actor)
    if not Picture.objects.filter(community_id=community, turn=turn).exists():
        raise TurnOver
    return community
