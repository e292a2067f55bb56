"""An erased person leaves the cases: what they said goes, counts stay."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.moderation import loading, policy
from qunli.domains.moderation.models import Appeal, Case, Lesson, Rehearsal, Report


@operation
def forget_person(*, actor: Actor, person: int) -> int:
    """Returns how many cases they had."""
    policy.may_keep(actor).or_refuse()
    mine = Case.objects.filter(person_id=person)
    Lesson.objects.filter(case__in=mine).delete()
    Appeal.objects.filter(person_id=person).update(words="")
    Report.objects.filter(reporter_id=person).update(reason="")
    Report.objects.filter(case__in=mine).update(reason="")
    Rehearsal.objects.all().delete()
    loading.renew(actor.here)
    return mine.update(text="", said={}, evidence={})
