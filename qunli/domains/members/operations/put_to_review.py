"""A member turns out to be somebody who was removed: they are outside until a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone

from qunli.core.events import tell
from qunli.domains.members.events import ApplicationMade, MemberRemoved
from qunli.domains.members.models import Application, Grant, Membership
from qunli.domains.members.returning import Sign


def put_to_review(community: int, person: int, known: Sequence[Sign]) -> None:
    """Inside an operation. Whoever is no member, or waits already, stays as they are."""
    row = Membership.objects.select_for_update().filter(person_id=person, state=Membership.State.ACTIVE).first()
    if row is None:
        return
    row.state, row.since, row.removed_at = Membership.State.APPLIED, timezone.now(), timezone.now()
    row.save(update_fields=["state", "since", "removed_at"])
    Grant.objects.filter(person_id=person).delete()
    application = Application.objects.create(
        community_id=community, person_id=person, known=[asdict(one) for one in known]
    )
    tell(MemberRemoved(community=community, person=person))
    tell(ApplicationMade(community=community, application=application.id, person=person, state="open"))
