"""The community was deleted, or a person erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.stewardship import policy
from qunli.domains.stewardship.models import (
    Application,
    Ballot,
    Call,
    Honour,
    Intervention,
    Mark,
    Motion,
    Post,
    SaidIn,
    Second,
    Term,
)
from qunli.domains.stewardship.operations.serve import leave_posts

TABLES = (Intervention, Second, Motion, Honour, Application, Call, Mark, Ballot, Term, Post, SaidIn)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in TABLES:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0


@operation
def forget_person(*, actor: Actor, person: int) -> None:
    """Terms end; what they wrote of themselves and that they voted is gone. Counts stay, and so do rules. Raises
    `Forbidden`."""
    leave_posts(actor=actor, person=person)
    Application.objects.filter(person_id=person).update(statement="")
    Motion.objects.filter(person_id=person).update(why="")
    Intervention.objects.filter(person_id=person).update(person=None, reason="")
    for table in (Honour, Mark, Second):
        table.objects.filter(person_id=person).delete()
