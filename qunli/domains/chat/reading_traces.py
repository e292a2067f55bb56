"""What a message said before, for those who moderate."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.domains.chat import conversation, policy
from qunli.domains.chat.listening import listening
from qunli.domains.chat.models import MessageTrace


@dataclass(frozen=True)
class TraceView:
    """What it said until `at` (ms UTC), when `by` (a person for the kind member, an account for operator) did."""

    text: str
    at: int
    by: int | None
    by_kind: str


@listening
def traces(actor: Actor, group: int, seq: int) -> list[TraceView]:
    """Oldest first. Raises `Forbidden` and `NotFound`."""
    policy.may_moderate(actor).or_refuse()
    here = conversation.live_group(actor, group)
    rows = MessageTrace.objects.filter(message__group_id=here.id, message__seq=seq).order_by("id")
    return [TraceView(row.text, row.at, row.by, row.by_kind) for row in rows]
