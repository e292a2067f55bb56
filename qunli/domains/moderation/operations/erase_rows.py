"""The community was deleted: its policies, cases and what followed go."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.moderation import policy
from qunli.domains.moderation.models import (
    ActivityDay,
    AdPermit,
    Appeal,
    Case,
    Lesson,
    Points,
    PolicyVersion,
    Rehearsal,
    Report,
    Sanction,
    ScreeningMark,
)

ORDER = (
    Lesson, Appeal, Report, Sanction, Points, Case, AdPermit, Rehearsal, ActivityDay, PolicyVersion, ScreeningMark,
)  # fmt: skip


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in ORDER:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0
