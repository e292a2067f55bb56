"""The community was deleted, or a person erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.engagement import policy
from qunli.domains.engagement.models import Attendance, CheckIn, Feedback, Poll, Question, Vote

TABLES = (Feedback, Question, Attendance, CheckIn, Vote, Poll)


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
    """What they wrote is blanked, their days and votes go; what was counted stays. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    for row in Poll.objects.filter(person_id=person):
        row.question, row.choices = "", [""] * len(row.choices)
        row.save(update_fields=["question", "choices"])
    Question.objects.filter(person_id=person).update(text="")
    Question.objects.filter(accepted_person_id=person).update(accepted_text="")
    Feedback.objects.filter(person_id=person).update(text="", anonymous=True)
    Attendance.objects.filter(person_id=person).delete()
    Vote.objects.filter(person_id=person).delete()
