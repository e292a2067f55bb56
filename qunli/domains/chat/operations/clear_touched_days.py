"""Days that were counted are clean again, unless they were touched meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden
from qunli.core.words import _
from qunli.domains.chat.models import TouchedDay
from qunli.domains.chat.queries import TouchedDayView
from qunli.domains.chat.taking_back import drop_empty_groups

AT_ONCE = 400
"""SQLite's limit on the depth of an expression."""


@operation
def clear_touched_days(*, actor: Actor, days: Sequence[TouchedDayView]) -> int:
    """Call it in the transaction that writes what was counted. Returns how many of `days` are clean; the others were
    touched after they were read and stay to be counted again. A group of which nothing is left goes with its days."""
    if actor.kind != "system":
        raise Forbidden(_("Only the program itself keeps the counts."))
    cleared = 0
    for start in range(0, len(days), AT_ONCE):
        same = Q()
        for one in days[start : start + AT_ONCE]:
            same |= Q(id=one.id, version=one.version)
        cleared += TouchedDay.objects.filter(same).delete()[0]
    drop_empty_groups(actor.community or 0, {one.group for one in days})
    return cleared
