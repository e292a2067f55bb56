"""Somebody knocks at the door: counted, and kept out when it is a program or too often."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.members import door_decisions, doors, policy
from qunli.domains.members.models import Knock

KEPT = timedelta(days=1)
HOUR = timedelta(hours=1)
LATELY = timedelta(minutes=10)


def puzzle_for(community: int) -> tuple[str, int]:
    """A puzzle for a form that is shown now, and how many zero bits it asks for: more while many knock."""
    with tenancy.within(community):
        knocks = Knock.objects.filter(at__gt=timezone.now() - LATELY).count()
    bits = door_decisions.bits(knocks)
    return doors.new_puzzle(community, bits), bits


@operation
def knock(*, actor: Actor, address: str, puzzle: str, count: str = "") -> None:
    """One try to come in from a network `address`. `count` solves the `puzzle`, or is empty where no program ran; then
    the door opens slowly. Counts even when what follows is refused, which is why it is a piece of business of its own.
    Raises `Invalid`, `TooMany`, and `Conflict` for a puzzle that was used."""
    policy.may_apply(actor).or_refuse()
    read = doors.read_puzzle(actor.here, puzzle)
    if read is None:
        raise Invalid(_("This form was not shown by this page. Open it again."), field="puzzle")
    bits, age = read
    here = doors.address_digest(actor.here, address)
    proof = door_decisions.proved(puzzle, count, bits)
    Knock.objects.filter(at__lt=timezone.now() - KEPT).delete()
    door_decisions.may_enter(age, proof, _lately(here))
    try:
        with transaction.atomic():
            Knock.objects.create(community_id=actor.here, address=here, puzzle=doors.digest(puzzle), proved=proof)
    except IntegrityError:
        raise Conflict(_("This form was sent already.")) from None


def _lately(address: str) -> door_decisions.Lately:
    rows = Knock.objects.filter(at__gt=timezone.now() - HOUR)
    return door_decisions.Lately(
        rows.filter(address=address).count(),
        rows.filter(Q(address=address, proved=False)).count(),
        rows.filter(proved=False).count(),
    )
