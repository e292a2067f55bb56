"""A program says something for the member whose account it uses."""

from __future__ import annotations

import hashlib
import secrets
import time

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Forbidden
from qunli.core.words import _
from qunli.domains.chat import conversation, policy
from qunli.domains.chat.operations.receive import receive
from qunli.domains.chat.ports import Utterance
from qunli.domains.members import facade as members


@operation
def say(
    *,
    actor: Actor,
    group: int,
    text: str,
    reply: int | None = None,
    mentions: tuple[int, ...] = (),
    key: str | None = None,
) -> tuple[int | None, int | None, str]:
    """Number and moment (ms UTC), and null twice with a sentence when it waits for a moderator. `actor` is an operator
    whose account is a member's. Raises `Forbidden`, and `Conflict` when it is refused."""
    policy.may_speak_for_a_member(actor).or_refuse()
    conversation.live_group(actor, group)
    with tenancy.within(actor.here):
        member = members.member_of_account(actor)
    standing = members.standings(actor.here, [member.id or 0]).get(member.id or 0) if member else None
    if standing is None or standing.identity is None:
        raise Forbidden(_("Join this community with your account before your program speaks for you."))
    said = Utterance(
        group=group,
        person=standing.person,
        identity=standing.identity,
        key=f"{standing.identity}:{_digest(key)}",
        at=time.time_ns() // 1_000_000,
        text=text,
        reply_to=reply,
        mentions=mentions,
    )
    [receipt] = receive(actor=system(actor.here), batch=[said])
    if receipt.effect == "refuse":
        raise Conflict(receipt.sentence, code="refused")
    return receipt.seq, receipt.at, str(receipt.sentence)


def _digest(key: str | None) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:40] if key else secrets.token_hex(12)
