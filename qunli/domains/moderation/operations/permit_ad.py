"""One advertisement of one person is allowed."""

from __future__ import annotations

from datetime import datetime

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import facade as members
from qunli.domains.moderation import loading, policy
from qunli.domains.moderation.events import AdPermitted
from qunli.domains.moderation.models import AdPermit


@operation
def permit_ad(*, actor: Actor, person: int, source: str, until: datetime | None = None, key: str | None = None) -> int:
    """Returns the permit. `source` names what gave it ("red_packet:12"); one source gives one permit, however often it
    asks. Raises `Forbidden`, and `NotFound` for somebody who is no member."""
    policy.may_permit(actor, person).or_refuse()
    if person not in members.standings(actor.here, [person]):
        raise NotFound
    row, made = AdPermit.objects.get_or_create(
        community_id=actor.here, source=source[:80], defaults={"person_id": person, "until": until}
    )
    if made:
        loading.renew(actor.here)
        tell(AdPermitted(community=actor.here, permit=row.id, person=person))
    return row.id
