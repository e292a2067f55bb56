"""A deleted community goes for good: its rows in every table, in short transactions, and its own row last."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from qunli.core import bulk, erasing
from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import policy, queries
from qunli.domains.communities.events import CommunityErased
from qunli.domains.communities.models import Community
from qunli.domains.communities.ports import Eraser

AT_ONCE = 5000
"""Rows of one transaction: about a tenth of a second, for which SQLite's other writers wait."""


@operation
def begin_erasing(*, actor: Actor, community: int, erase_at: str) -> bool:
    """From here on there is no way back, and nothing more is done for the community. False when there is nothing to
    erase: it was restored, its time was changed, or nothing is left."""
    policy.may_erase(actor).or_refuse()
    row = queries.community_to_erase(community)
    if row is None or row.erase_at is None or row.erase_at.isoformat() != erase_at:
        return False
    if not row.erasing:
        row.erasing = True
        row.save(update_fields=["erasing"])
    erasing.end_work(community)
    return True


@operation
def erase_some(*, actor: Actor, community: int, erasers: Sequence[Eraser]) -> int:
    """Returns how many rows went, 0 when only the community itself is left."""
    policy.may_erase(actor).or_refuse()
    gone = _first(community, erasers)
    Community.objects.filter(id=community).update(erased_rows=F("erased_rows") + gone)
    return gone


@operation
def finish_erasing(*, actor: Actor, community: int, erasers: Sequence[Eraser]) -> bool:
    """False when something was written meanwhile by work that was under way; then erase some more. What nobody saw is
    found by the foreign keys: the community's row cannot go while a row points to it."""
    policy.may_erase(actor).or_refuse()
    row = queries.community_to_erase(community)
    if row is None:
        return True
    if _first(community, erasers):
        return False
    rows = row.erased_rows + erasing.erase_ground(community)
    bulk.delete(Community, id=community)
    tell(CommunityErased(operator=row.operator_id, erased=community, name=row.name, rows=rows))
    return True


def _first(community: int, erasers: Sequence[Eraser]) -> int:
    """Events first: what was not handed over yet must not wake anybody to write anew."""
    if gone := erasing.erase_events(community, AT_ONCE):
        return gone
    return next((gone for each in erasers if (gone := each(actor=system(community), most=AT_ONCE))), 0)
