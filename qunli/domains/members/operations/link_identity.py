"""Somebody proves that an account in a chat is theirs: they are shown a code on their page and send it there."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden, Invalid
from qunli.core.words import _
from qunli.domains.members import policy, returning
from qunli.domains.members.events import IdentityLinked
from qunli.domains.members.models import Identity, LinkCode, Person
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.put_to_review import put_to_review
from qunli.domains.members.returning import Sign

CODE_MINUTES = 15
LIFE = timedelta(minutes=CODE_MINUTES)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike."""
LENGTH = 8
"""A million guesses a second would take two weeks; a code lives a quarter of an hour, and a chat lets few through."""
BY_CODE = "by_code"


@operation
def make_link_code(*, actor: Actor) -> str:
    """A code for the member to send to our account in their chat within 15 minutes; it takes the place of the one
    before. Raises `Forbidden` for anybody but a member."""
    if actor.kind != "member" or actor.id is None:
        raise Forbidden(_("Only members can do this."))
    code = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    LinkCode.objects.filter(person_id=actor.id).delete()
    LinkCode.objects.create(
        community_id=actor.here, person_id=actor.id, digest=digest(code), expires_at=timezone.now() + LIFE
    )
    return code


@operation
def link_identity(*, actor: Actor, identity: int, code: str) -> str:
    """The identity is the person's who was shown the code; returns their name. What was known of the identity's person
    joins them, and can be parted again; if that person was removed, they stand at the door again. Raises `Forbidden`,
    and `Invalid` for a code that is wrong, used or too old."""
    policy.may_gather(actor).or_refuse()
    row = Identity.objects.select_for_update().get(id=identity)
    living = LinkCode.objects.select_for_update().filter(expires_at__gt=timezone.now())
    found = living.filter(digest=digest(code)).first()
    if found is None:
        raise Invalid(_("This code is wrong, used or too old. Look for a new one on your page."), field="code")
    person = found.person_id
    found.delete()
    if row.person_id != person:
        removed = row.person_id if returning.is_removed(row.person_id) else None
        merge_people(actor=actor, kept=person, merged=row.person_id, reason=BY_CODE)
        tell(IdentityLinked(community=actor.here, person=person, identity=identity))
        if removed is not None:
            put_to_review(actor.here, person, [Sign("identity", removed)])
    return Person.objects.get(id=person).name


def digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return hashlib.sha256("".join(code.upper().split()).encode()).hexdigest()
