"""One chat in ChatLab's format, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from qunli.archives.chinese_notices import notice_of
from qunli.archives.identity import MessageIds
from qunli.archives.named_moves import NamedMoves
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import DELETED, NO_AUTHOR, NOTICE, Unusable
from qunli.archives.records import Group, Message, Record
from qunli.archives.times import from_seconds

_KINDS = {
    1: "image",
    2: "audio",
    3: "video",
    4: "file",
    5: "sticker",
    7: "link",
    8: "location",
    20: "other",
    21: "other",
    23: "call",
    24: "link",
    26: "other",
    27: "contact",
}
_WORDLESS = frozenset({1, 2, 3, 5, 8, 23, 27})
_POKE, _SYSTEM, _RECALLED = 22, 80, 81


class Row(Struct, gc=False, rename="camel"):
    """A message."""

    sender: str | int
    timestamp: int | float
    type: int = 0
    account_name: str | None = None
    group_nickname: str | None = None
    content: str | None = ""
    platform_message_id: str | int | None = None
    reply_to_message_id: str | int | None = None


class Chat:
    """Turns rows into records. `about` is the file's "meta"; `stem` names the chat when that does not."""

    def __init__(self, about: object, stem: str, options: Options) -> None:
        meta: dict[str, Any] = about if isinstance(about, dict) else {}
        platform = str(meta.get("platform") or "chatlab")
        name = str(meta.get("name") or stem)
        self.group = Group(platform=platform, id=str(meta.get("groupId") or name), name=name)
        self._options = options
        self._people = People(platform)
        self._ids = MessageIds(platform)
        self._moves = NamedMoves(self.group.id)

    def records(self, row: Row) -> list[Record]:
        """The records of one message, people first. Raises Unusable when there are none."""
        at = from_seconds(row.timestamp, self._options.latest)
        content = row.content or ""
        if row.type in (_SYSTEM, _POKE, _RECALLED):
            return self._notice(row.type, content, at)
        author = str(row.sender)
        if not author:
            raise Unusable(NO_AUTHOR)
        own = str(row.platform_message_id or "") or self._ids.of(self.group.id, author, at, content)
        name = row.group_nickname or row.account_name or author
        self._moves.learn(name, author)
        news = self._people.meet(author, name, handle=row.account_name or None)
        attached = _KINDS.get(row.type)
        message = Message(
            id=own,
            group=self.group.id,
            author=author,
            at=at,
            text="" if row.type in _WORDLESS else content,
            reply_to=str(row.reply_to_message_id) if row.reply_to_message_id else None,
            attachments=(attached,) if attached else (),
        )
        return [message] if news is None else [news, message]

    def finish(self) -> Iterator[Record]:
        """Those who came or went and whose id only a later message told, or none."""
        for person, name, move in self._moves.rest():
            news = None if person in self._people else self._people.meet(person, name)
            yield from [] if news is None else [news]
            yield move

    def _notice(self, kind: int, content: str, at: int) -> list[Record]:
        if kind == _RECALLED:
            raise Unusable(DELETED)
        notice = notice_of(content) if kind == _SYSTEM else None
        if notice is None:
            raise Unusable(NOTICE)
        return list(self._moves.take(notice, at))
