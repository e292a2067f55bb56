"""A domain says something in a group in a member's name: a card, or an answer that came by a command."""

from __future__ import annotations

import time

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden
from qunli.core.words import _
from qunli.domains.chat import conversation
from qunli.domains.chat.operations.receive import Receipt, receive
from qunli.domains.chat.ports import Utterance
from qunli.domains.members import facade as members


@operation
def speak_for(
    *,
    actor: Actor,
    group: int,
    text: str,
    name: str,
    card: tuple[str, int] | None = None,
    reply: int | None = None,
    identity: int | None = None,
) -> Receipt:
    """The member `actor` says `text`, which goes through screening as everything does. `name` makes it one of its kind
    in the group; the receipt has the message's key. `card` is what stands in its place on member pages: kind and id.
    `identity` by which they are known there, their own of the web groups when none is given. What is refused changes
    nothing and raises nothing, so that its case stays: read `effect`. Raises `Forbidden` and `NotFound`."""
    conversation.live_group(actor, group)
    with tenancy.within(actor.here):
        standing = members.standings(actor.here, [actor.person]).get(actor.person)
    speaker = identity or (standing.identity if standing else None)
    if speaker is None:
        raise Forbidden(_("Only members can do this."))
    said = Utterance(
        group=group,
        person=actor.person,
        identity=speaker,
        key=f"{speaker}:{name}",
        at=time.time_ns() // 1_000_000,
        text=text,
        reply_to=reply,
        kind="card" if card else "",
        card={"kind": card[0], "id": card[1]} if card else None,
    )
    [receipt] = receive(actor=system(actor.here), batch=[said])
    return receipt
