"""Results of judging the past are kept as they come, so that judging goes on where it was broken off."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import JudgedMoment


@operation
def keep_judged(*, actor: Actor, about: str, result: bytes) -> None:
    """One more result; `about` says of which judgement, moment and past."""
    policy.may_keep(actor).or_refuse()
    with queries.seeing(actor) as community:
        row = JudgedMoment(community_id=community, key=about, result=result)
        JudgedMoment.objects.bulk_create([row], ignore_conflicts=True)


@operation
def recall_judged(*, actor: Actor, about: str) -> bytes | None:
    """What was kept about it, or null; that it was asked for is noted."""
    policy.may_keep(actor).or_refuse()
    with queries.seeing(actor):
        kept = JudgedMoment.objects.filter(key=about)
        if not kept.update(used_at=timezone.now()):
            return None
        return bytes(kept.values_list("result", flat=True).get())


@operation
def forget_judged(*, actor: Actor, before: datetime) -> None:
    """Results that were not asked for since `before` are of a past that is judged no more."""
    policy.may_keep(actor).or_refuse()
    with queries.seeing(actor):
        JudgedMoment.objects.filter(used_at__lt=before).delete()
