"""Something that concerns everybody is announced in chosen groups, in the community's own name."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import live_bulk, policy
from qunli.domains.chat.models import Group
from qunli.domains.chat.operations.act_there import say_there
from qunli.domains.chat.operations.receive import receive_released
from qunli.domains.chat.ports import Utterance
from qunli.domains.chat.voice import voice


@dataclass(frozen=True)
class News:
    """What is announced. In web groups `card` (kind and id) stands in the place of `text`; in connected chats `there`
    is said, with the address `link` when it is known."""

    text: str
    there: str
    link: str
    card: tuple[str, int]


@operation
def announce(*, actor: Actor, groups: Collection[int], news: News, name: str) -> int:
    """Say it in those of `groups` that are open; returns in how many. `name` makes it one of its kind in a group, where
    it is said once, however often this is called. What a bridge carries over is not said there again. Raises
    `Forbidden`."""
    policy.may_deliver(actor).or_refuse()
    rows = list(Group.objects.filter(id__in=list(groups), opened_at__isnull=False, closed_at=None).order_by("id"))
    bridged = live_bulk.bridges(one.id for one in rows if one.connection_id is None)
    carried = {other for others in bridged.values() for other in others}
    outward = f"{news.there}\n{news.link}".strip()
    spoken = 0
    for group in rows:
        if group.connection_id is None:
            spoken += _here(actor, group, news, outward if group.id in bridged else news.text, name)
        elif group.id not in carried:
            say_there(actor=actor, group=group.id, text=outward, key=name)
            spoken += 1
    return spoken


def _here(actor: Actor, group: Group, news: News, text: str, name: str) -> bool:
    kind, number = news.card
    person, identity = voice(actor, group)
    said = Utterance(
        group=group.id,
        person=person,
        identity=identity,
        key=name,
        at=time.time_ns() // 1_000_000,
        text=text,
        kind="announcement",
        card={"kind": kind, "id": number},
        origin="house",
    )
    return receive_released(actor=actor, said=said).seq is not None
