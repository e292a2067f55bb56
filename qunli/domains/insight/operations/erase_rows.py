"""The community was deleted: everything that was counted and concluded goes."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy
from qunli.domains.insight.models import (
    Accuracy,
    Bot,
    Finding,
    JudgedMoment,
    MemberDay,
    Picture,
    Portrait,
    Ruling,
    StaleDay,
    TieDay,
    WatchedName,
)

TABLES = (Finding, Portrait, Accuracy, JudgedMoment, Ruling, WatchedName, Bot, StaleDay, TieDay, MemberDay, Picture)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    return next((gone for table in TABLES if (gone := bulk.delete_some(table.objects.all(), most))), 0)
