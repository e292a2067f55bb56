"""Messages of a live group by what they say, for those who may read there."""

from __future__ import annotations

import msgspec

from qunli.core.actor import Actor
from qunli.domains.chat import conversation, search_index, search_words
from qunli.domains.chat.conversation import Said
from qunli.domains.chat.listening import listening
from qunli.domains.chat.models import Message

PAGE = 20
_LOOK_AT_ONCE = 100
_ROUNDS = 5


class Found(msgspec.Struct, frozen=True):
    """A page of hits, newest first; `further` is to be given as `before` for the next page, null at the end."""

    said: list[Said]
    further: int | None


@listening
def search(actor: Actor, group: int, question: str, before: int | None = None, limit: int = PAGE) -> Found:
    """Raises `Forbidden` and `NotFound`."""
    here = conversation.live_group(actor, group)
    hits: list[Message] = []
    at: int | None = before if before is not None else search_index.NEWEST
    for _round in range(_ROUNDS):
        ids = search_index.find(here.id, question, at or 0, _LOOK_AT_ONCE)
        hits += _those_that_hold(here.id, ids, question)
        at = ids[-1] if len(ids) == _LOOK_AT_ONCE else None
        if at is None or len(hits) >= limit:
            break
    if len(hits) > limit:
        hits, at = hits[:limit], hits[limit - 1].id
    return Found(conversation.said(hits), at)


def _those_that_hold(group: int, ids: list[int], question: str) -> list[Message]:
    rows = Message.objects.filter(id__in=ids, group_id=group, seq__isnull=False, deleted_at=None).order_by("-id")
    return [row for row in rows if search_words.holds(row.text, question)]
