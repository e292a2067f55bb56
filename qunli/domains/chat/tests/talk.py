"""A live group with members who talk in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Message
from qunli.domains.chat.ports import Utterance
from qunli.domains.members import facade as members

_keys = itertools.count(1)
NOON = 1_760_000_000_000


@dataclass(frozen=True)
class Talker:
    """A member as the message path knows them."""

    actor: Actor
    person: int
    identity: int


def admitted(host: Actor, name: str, user: int | None = None) -> Talker:
    """Somebody who is a member now."""
    person = members.admit(actor=host, name=name, user=user)
    standing = members.standings(host.here, [person])[person]
    assert standing.identity is not None
    return Talker(members.member_actor(host.here, person), person, standing.identity)


def says(who: Talker, group: int, text: str, **more: Any) -> Utterance:
    """Something said at noon."""
    key = more.pop("key", f"key-{next(_keys)}")
    return Utterance(group=group, person=who.person, identity=who.identity, key=key, at=NOON, text=text, **more)


def take_in(host: Actor, *said: Utterance) -> list[chat.Receipt]:
    """As the writer does."""
    return chat.receive(actor=system(host.here), batch=list(said))


def texts(host: Actor, group: int) -> list[tuple[int | None, str]]:
    """Numbers and texts, in order."""
    with tenancy.within(host.here):
        return list(Message.objects.filter(group_id=group).order_by("seq").values_list("seq", "text"))
