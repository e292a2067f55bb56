"""An erased person leaves the findings at once, not only when the next picture is drawn."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import Finding, Portrait
from qunli.domains.insight.operations.ask import ask_for_picture


@operation
def forget_person(*, actor: Actor, person: int) -> None:
    """Drops the portrait, and the findings that may name them; a new picture is asked for."""
    policy.may_keep(actor).or_refuse()
    queries.lock(actor)
    Portrait.objects.filter(person=person).delete()
    Finding.objects.all().delete()
    ask_for_picture(actor=actor)
