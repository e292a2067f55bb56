"""A member votes."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions, policy, queries
from qunli.domains.stewardship.events import BallotCast
from qunli.domains.stewardship.models import Mark


@operation
def cast(*, actor: Actor, ballot: int, choice: str) -> None:
    """One vote goes into the box, and the member is marked as having voted, in one transaction: both or neither.

    It takes no key on purpose: a key's digest of the arguments, stored beside the member, would tell the choice. The
    mark makes it once. Raises `Forbidden`, `Invalid`, `NotFound`, and `Conflict` for a second vote or a closed box."""
    policy.may_take_part(actor).or_refuse()
    person = actor.id or 0
    box = queries.ballot_to_change(ballot)
    standing = members.standings(actor.here, [person]).get(person)
    joined = standing.joined_at if standing is not None and standing.is_active else None
    policy.may_vote(actor, joined, box.opens_at).or_refuse()
    if box.closed_at is not None or box.closes_at <= timezone.now():
        raise Conflict(_("This vote is closed."))
    box.counts = decisions.put_in(box.counts, box.options, choice)
    try:
        with transaction.atomic():
            Mark.objects.create(community_id=actor.here, ballot=box, person_id=person)
    except IntegrityError:
        raise Conflict(_("You have voted already. A secret vote cannot be changed."), code="voted") from None
    if sum(box.counts.values()) >= box.electorate:
        box.closes_at = timezone.now()  # everybody has voted: there is nothing to wait for
    box.save(update_fields=["counts", "closes_at"])
    tell(BallotCast(community=actor.here, ballot=ballot, person=person))
