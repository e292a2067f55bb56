"""People in one room come in by a code that expires."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import TooMany
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.communities import decisions, founding, policy, queries
from qunli.domains.communities.events import RoomClosed, RoomOpened
from qunli.domains.communities.models import Guess, Room

WINDOW = timedelta(minutes=10)
KEPT = timedelta(hours=1)
TOO_MANY = _("Too many wrong codes came from here. Wait ten minutes, and look at the code again.")


@operation
def open_room(*, actor: Actor, digits: int = 6, minutes: int = 15, key: str | None = None) -> int:
    """Returns the room. Its code is no other open room's, in any community; an earlier room of this community closes.
    Raises `Forbidden`, `Invalid`."""
    queries.own_community(actor)
    policy.may_let_in(actor).or_refuse()
    decisions.room_wanted(digits, minutes)
    take_turns("communities.room", 0)
    now = timezone.now()
    Room.objects.filter(closed_at=None).update(closed_at=now)
    taken = {code for _room, code in _open_codes()}
    code = next(one for one in iter(lambda: f"{secrets.randbelow(10**digits):0{digits}d}", None) if one not in taken)
    row = Room.objects.create(
        community_id=actor.here, code=code, made_by_name=actor.name[:160], expires_at=now + timedelta(minutes=minutes)
    )
    tell(RoomOpened(community=actor.here, room=row.id))
    return row.id


@operation
def close_room(*, actor: Actor, room: int) -> None:
    """The code opens nothing any more. Raises `Forbidden`, `NotFound`."""
    policy.may_let_in(actor).or_refuse()
    found = founding.room(actor.here, room)
    if Room.objects.filter(id=found.id, closed_at=None).update(closed_at=timezone.now()):
        tell(RoomClosed(community=actor.here, room=found.id))


@operation
def try_code(*, actor: Actor, code: str, guesser: str) -> founding.RoomView | None:
    """The room that a code opens; null for a wrong one, which is noted. `guesser` is the address from which it came.
    Every open code is compared in full, so that time tells nothing. Raises `TooMany`."""
    policy.may_try_codes(actor).or_refuse()
    who = salted_hmac("qunli.communities.guess", guesser, algorithm="sha256").hexdigest()
    recent = Guess.objects.filter(at__gt=timezone.now() - WINDOW)
    if not decisions.may_guess(recent.filter(guesser=who).count(), recent.count()):
        raise TooMany(TOO_MANY)
    typed = "".join(sign for sign in code if sign.isdigit())[:12].encode()
    found = [room for room, own in _open_codes() if hmac.compare_digest(own.encode(), typed)]
    if found:
        with tenancy.across_communities("a code typed at the door does not say whose it is"):
            return founding.room_view(Room.objects.get(id=found[0]))
    Guess.objects.filter(at__lt=timezone.now() - KEPT).delete()
    Guess.objects.create(guesser=who)
    return None


def _open_codes() -> list[tuple[int, str]]:
    with tenancy.across_communities("codes are unique among all open rooms, and one is looked up by itself"):
        rows = Room.objects.filter(closed_at=None, expires_at__gt=timezone.now(), community__deleted_at=None)
        return list(rows.values_list("id", "code"))
