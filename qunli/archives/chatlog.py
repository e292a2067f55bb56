"""Chatlog's JSON of WeChat messages: a bare list, as its export and its API write it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from qunli.archives.identity import MessageIds
from qunli.archives.json_files import arrays_in
from qunli.archives.json_stream import Batch
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.reasons import PRIVATE_CHAT, Unusable
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.times import BadTime, from_iso
from qunli.archives.wechat_chat import PLATFORM, Chat, Said
from qunli.archives.wechat_kinds import APP, QUOTE

FORMAT = Format(
    name="wechat-chatlog",
    label="WeChat (chatlog, JSON)",
    how="Save what chatlog's address /api/v1/chatlog answers for the group with format=json, or export it as JSON.",
)

_REMEMBERED = 200_000


class Row(Struct, gc=False, rename="camel"):
    """A message. `seq` is its time in seconds and three digits that tell apart those of one second."""

    seq: int
    time: str
    talker: str
    type: int
    sub_type: int = 0
    talker_name: str | None = None
    is_chat_room: bool = False
    sender: str | None = None
    sender_name: str | None = None
    is_self: bool = False
    content: str | None = ""
    contents: Any = None


def sniff(sniff: Sniff) -> float:
    """By the fields of its first message."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every group in the list. Private chats are left out unless the list holds nothing else first."""
    reading = _Reading(options)
    for found in arrays_in(source, _looks, ("items", "data", "messages")):
        if isinstance(found, Skipped):
            yield found
            continue
        for batch in found[1].batches(Row):
            if isinstance(batch, Skipped):
                yield batch
            else:
                yield from reading.records(batch)
    yield from reading.finish()


def _looks(head: Head) -> float:
    text = head.text[:16384]
    return 0.95 if '"seq"' in text and '"talker"' in text and '"isChatRoom"' in text else 0.0


class _Reading:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._people = People(PLATFORM)
        self._ids = MessageIds(PLATFORM)
        self._chats: dict[str, Chat] = {}
        self._recent: OrderedDict[tuple[str, str, int], str] = OrderedDict()

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        for index, row in enumerate(batch.rows):
            try:
                if row.talker not in self._chats:
                    if self._chats and not row.is_chat_room:
                        raise Unusable(PRIVATE_CHAT)
                    yield Group(platform=PLATFORM, id=row.talker, name=row.talker_name or row.talker)
                    self._chats[row.talker] = Chat(row.talker, self._people, self._ids, self._options)
                yield from self._chats[row.talker].records(self._said(row))
            except Unusable as reason:
                yield batch.skip(index, str(reason))

    def finish(self) -> Iterator[Record]:
        for chat in self._chats.values():
            yield from chat.finish()

    def _said(self, row: Row) -> Said:
        seconds = from_iso(row.time, self._options.zone, self._options.latest) // 1000
        author = row.sender or ""
        if author:
            self._recent[(row.talker, author, seconds)] = str(row.seq)
            if len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return Said(
            seconds=seconds,
            kind=row.type,
            within=row.sub_type,
            text=row.content or "",
            author=author,
            name=row.sender_name or "",
            by_exporter=row.is_self,
            id=str(row.seq),
            reply_to=self._answered(row),
        )

    def _answered(self, row: Row) -> str:
        """A quote names the author and second of the message answered."""
        if row.type != APP or row.sub_type != QUOTE or not isinstance(row.contents, dict):
            return ""
        quoted = row.contents.get("refer")
        if not isinstance(quoted, dict):
            return ""
        try:
            seconds = from_iso(quoted.get("time"), self._options.zone, self._options.latest) // 1000
        except BadTime:
            return ""
        return self._recent.get((row.talker, str(quoted.get("sender")), seconds), "")
