"""A deleted community comes back, with everything in it."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import decisions, policy, queries
from qunli.domains.communities.events import CommunityRestored


@operation
def restore_community(*, actor: Actor, community: str) -> int:
    """`community` is the address. Returns the id. Raises `Forbidden`, `NotFound`, and `Conflict` when its rows have
    begun to go."""
    policy.may_delete(actor).or_refuse()
    row = queries.deleted_community(actor, community)
    decisions.may_be_restored(row.erasing)
    row.deleted_at = row.erase_at = None
    row.deleted_by_name = ""
    row.save(update_fields=["deleted_at", "erase_at", "deleted_by_name"])
    tell(CommunityRestored(operator=row.operator_id, restored=row.id, name=row.name))
    return row.id
