"""What members do with a message besides answering: a sign under it, a pin, how far they have read."""

from __future__ import annotations

import time

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Forbidden, Invalid
from qunli.core.words import _
from qunli.domains.chat import policy
from qunli.domains.chat.conversation import live_group
from qunli.domains.chat.live import delivery
from qunli.domains.chat.models import ReadMark
from qunli.domains.chat.operations.change_message import to_change
from qunli.domains.members import facade as members

SIGNS_LIMIT = 20
"""Different signs under one message."""
SIGN_LENGTH = 16


@operation
def react(*, actor: Actor, group: int, seq: int, sign: str, key: str | None = None) -> None:
    """Put one's sign (an emoji) under a message, or take it back when it is there. Raises `Forbidden`, `Invalid`,
    `NotFound`."""
    row = to_change(actor, group, seq)
    mine = _identity(actor)
    if not sign.strip() or len(sign) > SIGN_LENGTH or sign.isalnum():
        raise Invalid(_("This cannot be put under a message."), field="sign")
    signs = {shown: list(people) for shown, _count, people in row.reactions or []}
    people = signs.setdefault(sign, [])
    people.remove(mine) if mine in people else people.append(mine)
    if len(signs) > SIGNS_LIMIT:
        raise Invalid(_("There are many signs under this message already; take one of those."), field="sign")
    row.reactions = [[shown, len(theirs), theirs] for shown, theirs in signs.items() if theirs] or None
    row.save(update_fields=["reactions"])
    delivery.changed(row.community_id, group, seq)


@operation
def pin(*, actor: Actor, group: int, seq: int, pinned: bool, key: str | None = None) -> None:
    """Keep a message in sight, or let it go. Raises `Forbidden` and `NotFound`."""
    policy.may_announce(actor).or_refuse()
    row = to_change(actor, group, seq)
    row.pinned_at = time.time_ns() // 1_000_000 if pinned else None
    row.save(update_fields=["pinned_at"])
    delivery.changed(row.community_id, group, seq)


@operation
def mark_read(*, actor: Actor, group: int, seq: int) -> None:
    """The member has read up to here; a mark never moves back. Raises `Forbidden` and `NotFound`."""
    here = live_group(actor, group)
    _identity(actor)
    mark, _made = ReadMark.objects.get_or_create(
        community_id=actor.here, group_id=here.id, person_id=actor.id or 0, defaults={"seq": 0}
    )
    if mark.seq < min(seq, here.last_seq):
        ReadMark.objects.filter(id=mark.id, seq__lt=seq).update(seq=min(seq, here.last_seq))


def _identity(actor: Actor) -> int:
    """The member's own in web groups. Raises `Forbidden` for everybody else."""
    standing = members.standings(actor.community or 0, [actor.id or 0]).get(actor.id or 0)
    if actor.kind != "member" or standing is None or standing.identity is None:
        raise Forbidden(_("Only members can do this."))
    return standing.identity
