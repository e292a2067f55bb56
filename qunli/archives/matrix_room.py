"""One room of a Matrix export, record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from qunli.archives.json_stream import Batch
from qunli.archives.matrix_later import REACTION, REDACTION, Later
from qunli.archives.matrix_rows import Row
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import DELETED, ENCRYPTED, NO_AUTHOR, NOTICE, UNNAMED, Unusable
from qunli.archives.records import Group, Joined, Left, Message, Record, Removed
from qunli.archives.times import BadTime, from_milliseconds

PLATFORM = "matrix"

_KINDS = {
    "m.image": "image",
    "m.video": "video",
    "m.audio": "audio",
    "m.file": "file",
    "m.location": "location",
    "m.sticker": "sticker",
    "m.poll.start": "poll",
    "org.matrix.msc3381.poll.start": "poll",
}
_SAID = frozenset({"m.room.message", "m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start"})
_PILL = re.compile(r'href="https://matrix\.to/#/(@[^"/?]+|%40[^"/?]+)')
_FALLBACK = re.compile(r"\A> <@[^>]*>[^\n]*\n(?:>[^\n]*\n)*\n?")


class Room:
    """Turns events into records. `group` stands for rows that do not name their room."""

    def __init__(self, group: Group, later: Later, people: People, options: Options) -> None:
        self._group = group
        self._later = later
        self._people = people
        self._options = options
        self._rooms: set[str] = set()
        self._names: dict[str, str] = {}
        self._news: list[Record] = []

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        """The records of a batch, each person before the first record that speaks of them."""
        for index, row in enumerate(batch.rows):
            if row.type in (REACTION, REDACTION) or _is_edit(row):
                continue
            try:
                record = self._message(row) if row.type in _SAID else self._move(row)
            except Unusable as reason:
                yield batch.skip(index, str(reason))
                continue
            yield from self._news
            self._news.clear()
            yield record

    def _message(self, row: Row) -> Message:
        if row.is_redacted or row.event_id in self._later.gone or (row.content.body is None and row.type not in _KINDS):
            raise Unusable(DELETED)
        at = self._when(row)
        edited_at, text = self._edit(row)
        answered = _answered(row)
        if answered is not None:
            text = _FALLBACK.sub("", text, count=1)
        kind = _KINDS.get(row.type) or _KINDS.get(row.content.msgtype or "")
        return Message(
            id=row.event_id,
            group=self._room(row),
            author=self._meet(row.sender),
            at=at,
            text=text,
            reply_to=answered,
            mentions=tuple(self._meet(person) for person in _mentioned(row)),
            reactions=self._later.reactions(row.event_id),
            edited_at=edited_at,
            attachments=(kind,) if kind else (),
        )

    def _move(self, row: Row) -> Record:
        if row.type == "m.room.encrypted":
            raise Unusable(ENCRYPTED)
        now, before = row.content.membership, row.before
        if row.type != "m.room.member" or now == before or now not in ("join", "leave", "ban"):
            if row.type == "m.room.member" and row.state_key and row.content.displayname:
                self._meet(row.state_key, row.content.displayname)
            raise Unusable(NOTICE)
        if not row.state_key:
            raise Unusable(UNNAMED)
        if now != "join" and before not in ("join", None):
            # An invitation or knock declined, or a ban lifted: nobody was in.
            raise Unusable(NOTICE)
        at = self._when(row)
        group, person = self._room(row), self._meet(row.state_key, row.content.displayname)
        if now == "join":
            inviter = row.unsigned.prev_sender if row.unsigned and before == "invite" else None
            by = self._meet(inviter) if inviter and inviter != person else None
            return Joined(group=group, person=person, at=at, by=by)
        if row.sender == person:
            return Left(group=group, person=person, at=at)
        return Removed(group=group, person=person, at=at, by=self._meet(row.sender))

    def _when(self, row: Row) -> int:
        return from_milliseconds(row.origin_server_ts, self._options.latest)

    def _edit(self, row: Row) -> tuple[int | None, str]:
        """When a message was last edited, and its text since."""
        text = row.content.body or ""
        if row.event_id not in self._later.edits:
            return None, text
        at, newer = self._later.edits[row.event_id]
        try:
            return from_milliseconds(at, self._options.latest), text if newer is None else newer
        except BadTime:
            return None, text

    def _room(self, row: Row) -> str:
        room = row.room_id or self._group.id
        if room not in self._rooms:
            self._rooms.add(room)
            self._news.append(Group(platform=PLATFORM, id=room, name=self._group.name))
        return room

    def _meet(self, person: str, name: str | None = None) -> str:
        if not person:
            raise Unusable(NO_AUTHOR)
        if name:
            self._names[person] = name
        shown = self._names.get(person) or person.removeprefix("@").partition(":")[0] or person
        news = self._people.meet(person, shown, handle=person)
        if news is not None:
            self._news.append(news)
        return person


def _is_edit(row: Row) -> bool:
    return row.content.relation is not None and row.content.relation.rel_type == "m.replace"


def _answered(row: Row) -> str | None:
    """The message answered; in a thread, its first message when none of the others is answered."""
    relation = row.content.relation
    if relation is None:
        return None
    answered = relation.in_reply_to.event_id if relation.in_reply_to else None
    if relation.rel_type == "m.thread" and (relation.is_falling_back or answered is None):
        return relation.event_id
    return answered


def _mentioned(row: Row) -> list[str]:
    if row.content.mentions is not None:
        return list(dict.fromkeys(person for person in row.content.mentions.user_ids if person))
    found = _PILL.findall(row.content.formatted_body or "")
    return list(dict.fromkeys(unquote(person) for person in found))
