"""One WeChat conversation, record by record, whichever tool exported it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from qunli.archives.chinese_notices import notice_of
from qunli.archives.identity import MessageIds
from qunli.archives.named_moves import NamedMoves
from qunli.archives.notices import EXPORTER
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import NO_AUTHOR, NOTICE, UNNAMED, Unusable
from qunli.archives.records import Message, Record
from qunli.archives.times import checked
from qunli.archives.wechat_kinds import SYSTEM, attachments, said

PLATFORM = "wechat"
_MENTION = re.compile("@([^@\u2005\n]{1,64}?)(?:\u2005|[ ,，:：。!！?？\n]|$)")


class Said(Struct, gc=False):
    """A message as every tool knows it. `id` and `reply_to` are empty when the tool keeps none."""

    seconds: int
    kind: int
    within: int
    text: str
    author: str
    name: str
    by_exporter: bool = False
    id: str = ""
    reply_to: str = ""


class Chat:
    """Turns what was said in one group into records."""

    def __init__(self, group: str, people: People, ids: MessageIds, options: Options) -> None:
        self._group = group
        self._people = people
        self._ids = ids
        self._options = options
        self._moves = NamedMoves(group)

    def records(self, row: Said) -> list[Record]:
        """The records of one message, people first. Raises Unusable when there are none."""
        at = checked(row.seconds * 1000, self._options.latest)
        if row.kind in SYSTEM:
            return self._notice(row.text, at)
        if not row.author:
            raise Unusable(NO_AUTHOR)
        attached = attachments(row.kind, row.within)
        text = said(row.text, attached)
        message = Message(
            id=row.id or self._ids.of(self._group, row.author, at, row.text),
            group=self._group,
            author=row.author,
            at=at,
            text=text,
            reply_to=row.reply_to or None,
            mentions=self._mentions(text) if "@" in text else (),
            attachments=attached,
        )
        return [*self._meet(row.author, row.name or row.author, by_exporter=row.by_exporter), message]

    def finish(self) -> Iterator[Record]:
        """Those who came or went and whose id only a later message told, or none."""
        for person, name, move in self._moves.rest():
            if person not in self._people:
                yield from self._meet(person, name)
            yield move

    def _mentions(self, text: str) -> tuple[str, ...]:
        """WeChat ends the name after an @ with a space of its own (U+2005); people who type one end it as they like."""
        named = (self._moves.whose(name) for name in _MENTION.findall(text))
        return tuple(dict.fromkeys(person for person in named if person))

    def _meet(self, person: str, name: str, *, by_exporter: bool = False) -> list[Record]:
        if self._moves.whose(name) != person:
            self._moves.learn(name, person)
        if by_exporter:
            self._moves.learn(EXPORTER, person)
        news = self._people.meet(person, name)
        return [] if news is None else [news]

    def _notice(self, text: str, at: int) -> list[Record]:
        notice = notice_of(text)
        if notice is None:
            raise Unusable(NOTICE)
        if EXPORTER in notice.people and not self._moves.knows(EXPORTER):
            raise Unusable(UNNAMED)
        return list(self._moves.take(notice, at))
