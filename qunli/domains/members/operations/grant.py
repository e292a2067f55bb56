"""Powers are given to members and taken back, by whoever keeps the posts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import policy
from qunli.domains.members.models import Grant, Membership


@operation
def grant(*, actor: Actor, person: int, powers: Collection[str], source: str, until: datetime | None = None) -> None:
    """From now on and until `until` the member holds exactly these powers by `source`. Raises `Forbidden`, and
    `NotFound` for somebody who is no member."""
    policy.may_grant(actor).or_refuse()
    if not Membership.objects.filter(person_id=person, state=Membership.State.ACTIVE).exists():
        raise NotFound
    Grant.objects.filter(person_id=person, source=source).delete()
    Grant.objects.bulk_create(
        [
            Grant(community_id=actor.here, person_id=person, power=power, source=source, until=until)
            for power in sorted(powers)
        ]
    )


@operation
def withdraw_grants(*, actor: Actor, source: str) -> None:
    """Nobody holds anything by `source` any more. Raises `Forbidden`."""
    policy.may_grant(actor).or_refuse()
    Grant.objects.filter(community_id=actor.here, source=source).delete()
