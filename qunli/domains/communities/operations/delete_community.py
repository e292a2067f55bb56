"""An owner deletes a community: out of sight at once, erased when there was time to think again."""

from __future__ import annotations

from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import decisions, policy, queries
from qunli.domains.communities.events import CommunityDeleted
from qunli.domains.communities.models import Community

TASK = "communities.erase"


@operation
def delete_community(
    *, actor: Actor, community: str, name: str, at_once: bool = False, key: str | None = None
) -> dict[str, str]:
    """`community` is the address, `name` its name, typed to confirm. Until `erase_at` in the answer it can be restored;
    `at_once` leaves no such time. Raises `Forbidden`, `NotFound`, `Invalid`."""
    policy.may_delete(actor).or_refuse()
    row = queries.community_to_delete(actor, community)
    decisions.confirmed(row.name, name)
    row.deleted_at, row.deleted_by_name = timezone.now(), actor.name[:160]
    row.erase_at = decisions.erased_from(row.deleted_at, at_once)
    row.save(update_fields=["deleted_at", "deleted_by_name", "erase_at"])
    _put_in_line(row)
    erase_on = row.erase_at.date().isoformat()
    tell(CommunityDeleted(operator=row.operator_id, deleted=row.id, name=row.name, erase_on=erase_on))
    return {"name": row.name, "erase_at": row.erase_at.isoformat()}


@operation
def erase_community_now(*, actor: Actor, community: str, name: str) -> None:
    """A community that was deleted need not wait. Raises `Forbidden`, `NotFound`, `Invalid`."""
    policy.may_delete(actor).or_refuse()
    row = queries.deleted_community(actor, community)
    decisions.confirmed(row.name, name)
    if row.erasing:
        return
    row.erase_at = timezone.now()
    row.save(update_fields=["erase_at"])
    _put_in_line(row)


def _put_in_line(row: Community) -> None:
    """Outside the community, whose own work goes with it. A restored community is left alone by work from before."""
    due = row.erase_at.isoformat() if row.erase_at else ""
    work.enqueue(TASK, {"community": row.id, "erase_at": due}, key=f"{TASK}:{row.id}:{due}", due=row.erase_at)
