"""A member agrees to something, or takes it back."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.members import policy
from qunli.domains.members.events import ConsentGiven, ConsentWithdrawn
from qunli.domains.members.models import Consent, Membership


@operation
def give_consent(*, actor: Actor, what: str, version: str, key: str | None = None) -> None:
    """The member agrees to `what` ("rules", "newsletter") in this version; agreeing again changes nothing. Raises
    `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    if not 1 <= len(what) <= 40 or not 1 <= len(version) <= 40:
        raise Invalid(_("Say what is agreed to, and in which version."), field="what")
    if not Membership.objects.filter(person_id=actor.person, state=Membership.State.ACTIVE).exists():
        raise NotFound
    _row, new = Consent.objects.get_or_create(
        person_id=actor.person, what=what, version=version, withdrawn_at=None, defaults={"community_id": actor.here}
    )
    if new:
        tell(ConsentGiven(community=actor.here, person=actor.person, what=what, version=version))


@operation
def withdraw_consent(*, actor: Actor, what: str, key: str | None = None) -> None:
    """The member does not agree any more, to any version. Raises `Forbidden`, and `NotFound` for what was not
    agreed to."""
    policy.may_take_part(actor).or_refuse()
    rows = Consent.objects.filter(person_id=actor.person, what=what, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now()):
        raise NotFound
    tell(ConsentWithdrawn(community=actor.here, person=actor.person, what=what))
