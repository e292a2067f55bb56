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
    """Asked for by id alone: with the group beside it, SQLite goes through the whole group instead."""
    rows = Message.objects.filter(id__in=ids).order_by("-id")
    there = (row for row in rows if row.group_id == group and row.seq is not None and row.deleted_at is None)
    return [row for row in there if search_words.holds(row.text, question)]
