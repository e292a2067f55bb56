"""What the ground keeps of a community, taken out when the community is erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.models import Event, IdempotencyKey, Lane, Work


def end_work(community: int) -> None:
    """Nothing is in line any more; whoever works for the community loses the lease, and with it the right to go on."""
    Work.objects.filter(community_id=community).delete()
    Lane.objects.filter(community_id=community).update(held=None)


def erase_events(community: int, most: int) -> int:
    """Returns how many rows of the log went, 0 when none are left."""
    return bulk.delete_some(Event.objects.filter(community_id=community), most)


def erase_ground(community: int) -> int:
    """The rest: how far handlers have read, work, and stored answers. Returns how many rows went."""
    answers = IdempotencyKey.objects.filter(actor__endswith=f":{community}")
    kept = (Lane.objects.filter(community_id=community), Work.objects.filter(community_id=community), answers)
    return sum(rows.delete()[0] for rows in kept)
