"""Somebody decided that two people are not the same."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.members import policy, queries
from qunli.domains.members.events import MatchDeclined
from qunli.domains.members.models import Match


@operation
def decline_match(*, actor: Actor, match: int) -> None:
    """The pair is not brought up again. Raises `NotFound`."""
    policy.may_gather(actor).or_refuse()
    row = queries.match_to_decide(actor, match)
    row.state, row.decided_at = Match.State.DECLINED, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    tell(MatchDeclined(community=row.community_id, match=row.id, one=row.one_id, other=row.other_id))
