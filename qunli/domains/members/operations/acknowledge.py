"""A member says yes to the rules, and answers what the community asks about its promises."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import policy
from qunli.domains.members.events import RulesAcknowledged
from qunli.domains.members.models import Acknowledgement, Vote


@operation
def acknowledge(*, actor: Actor, version: int) -> None:
    """`version` is the number that was read. Said again it changes nothing. Raises `Forbidden`, `NotFound`, and
    `Conflict` when other rules hold by now."""
    policy.may_take_part(actor).or_refuse()
    now = communities.rules_of(actor.here)
    if now is None or now.number is None:
        raise NotFound
    if now.number != version:
        raise Conflict(_("The rules were changed meanwhile. Read what is new, then say yes."))
    _row, first = Acknowledgement.objects.get_or_create(
        person_id=actor.id or 0, version_id=now.id, defaults={"community_id": actor.here}
    )
    if first:
        tell(RulesAcknowledged(community=actor.here, person=actor.id or 0, number=version))


@operation
def vote(*, actor: Actor, promise: int, yes: bool) -> None:
    """Whether a promise is kept, as this member sees it; a later answer replaces an earlier one. No event: an answer is
    the member's own. Raises `Forbidden`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    if communities.promise(actor.here, promise).check != "question":
        raise NotFound
    Vote.objects.update_or_create(
        promise_id=promise,
        person_id=actor.id or 0,
        defaults={"yes": yes, "at": timezone.now(), "community_id": actor.here},
    )
