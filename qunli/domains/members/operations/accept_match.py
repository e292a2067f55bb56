"""Somebody decided that two people are the same."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.members import policy, queries
from qunli.domains.members.operations.merge_people import merge_people


@operation
def accept_match(*, actor: Actor, match: int) -> int:
    """Returns the merge's id. Raises `NotFound`."""
    policy.may_gather(actor).or_refuse()
    row = queries.match_to_decide(actor, match)
    return merge_people(
        actor=actor,
        kept=row.one_id,
        merged=row.other_id,
        reason=row.reason,
        value=row.detail.get("value", ""),
        confidence=row.confidence,
    )
