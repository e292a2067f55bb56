"""Somebody in the room comes in by its code."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.models import User
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import decisions, policy
from qunli.domains.members.events import CameInFaceToFace
from qunli.domains.members.models import Entry, Membership
from qunli.domains.members.operations.acknowledge import acknowledge
from qunli.domains.members.operations.admit import admit
from qunli.domains.members.standing import member_actor


@operation
def enter_room(*, actor: Actor, room: int, name: str, user: int | None = None, acknowledges: int | None = None) -> int:
    """`acknowledges` is the version of the rules that was read and agreed to; it is asked for where rules hold.
    Returns the account that is a member now: `user`, or a new one without an address, known by the session only
    until an address or a passkey is added. Who is a member already stays who they are. Raises `Invalid` for a name,
    `Forbidden`, `NotFound`, and `Conflict` when the room closed meanwhile."""
    policy.may_enter_by_code(actor).or_refuse()
    if not communities.room(actor.here, room).open:
        raise Conflict(_("This code has expired. Ask for the new one."))
    rules = communities.rules_of(actor.here)
    if rules is not None and acknowledges != rules.number:
        raise Invalid(_("Say that you have read the rules and will keep them."), field="rules")
    known = Membership.objects.filter(user_id=user).first() if user is not None else None
    if known is not None:
        if known.state == Membership.State.REMOVED:
            raise Conflict(_("You were removed from this community. Ask somebody who looks after it."))
        person = admit(actor=actor, person=known.person_id, user=user)
    else:
        name = decisions.member_name(name)
        user = user if user is not None else User.objects.create_user(None, name=name).id
        person = admit(actor=actor, name=name, user=user)
    _row, first = Entry.objects.get_or_create(room_id=room, person_id=person, defaults={"community_id": actor.here})
    if first:
        tell(CameInFaceToFace(community=actor.here, person=person, room=room))
    if rules is not None and rules.number is not None:
        acknowledge(actor=member_actor(actor.here, person), version=rules.number)
    return user or 0
