"""A member is silenced for a while, or may speak again."""

from __future__ import annotations

from datetime import datetime

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import policy
from qunli.domains.members.events import MemberSilenced
from qunli.domains.members.models import Membership


@operation
def silence(*, actor: Actor, person: int, until: datetime | None, key: str | None = None) -> None:
    """Until `until` nothing they say in web groups is taken in; null lets them speak again. Raises `Forbidden` and
    `NotFound`."""
    policy.may_silence(actor).or_refuse()
    row = Membership.objects.select_for_update().filter(person_id=person).first()
    if row is None:
        raise NotFound
    row.silent_until = until
    row.save(update_fields=["silent_until"])
    tell(MemberSilenced(community=row.community_id, person=person, until=until.isoformat() if until else None))
