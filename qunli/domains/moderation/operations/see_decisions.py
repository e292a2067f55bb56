"""The member has read what was decided about them."""

from __future__ import annotations

from collections.abc import Collection

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.moderation import policy
from qunli.domains.moderation.models import Case


@operation
def see_decisions(*, actor: Actor, cases: Collection[int]) -> None:
    """Those of `cases` that are about the member; nothing else changes. Raises `Forbidden`."""
    policy.may_appeal(actor, actor.id or 0).or_refuse()
    Case.objects.filter(person_id=actor.id or 0, id__in=list(cases), unseen=True).update(unseen=False)
