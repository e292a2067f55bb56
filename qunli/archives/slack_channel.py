"""The days of one Slack channel, record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qunli.archives.attachments import kind_of_file
from qunli.archives.json_stream import Batch
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import DELETED, NO_AUTHOR, NOTICE, Unusable
from qunli.archives.records import Joined, Left, Message, Reaction, Record, Removed
from qunli.archives.slack_rows import File, Row, User
from qunli.archives.slack_text import read_text
from qunli.archives.times import BadTime, from_seconds

PLATFORM = "slack"

_SAID = frozenset({None, "bot_message", "thread_broadcast", "me_message", "file_share", "file_comment"})
_JOINS = frozenset({"channel_join", "group_join"})
_LEAVES = frozenset({"channel_leave", "group_leave"})
_GONE = frozenset({"tombstone", "message_deleted"})
_REMOVED_BY = re.compile(r"was removed from .* by <@(\w+)")
_FILE_KINDS = frozenset({"image", "video", "audio"})


class Channel:
    """Turns rows into records of `group`. `users` is what users.json says."""

    def __init__(self, group: str, users: dict[str, User], people: People, options: Options) -> None:
        self._group = group
        self._users = users
        self._people = people
        self._options = options
        self._news: list[Record] = []

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        """The records of a batch, each person before the first record that speaks of them."""
        for index, row in enumerate(batch.rows):
            try:
                record = self._message(row) if row.subtype in _SAID else self._move(row)
            except Unusable as reason:
                yield batch.skip(index, str(reason))
                continue
            yield from self._news
            self._news.clear()
            yield record

    def _message(self, row: Row) -> Message:
        at = from_seconds(row.ts, self._options.latest)
        text, mentioned = read_text(row.text or "", self._name)
        return Message(
            id=row.ts,
            group=self._group,
            author=self._author(row),
            at=at,
            text=text,
            reply_to=row.thread_ts if row.thread_ts != row.ts else None,
            mentions=tuple(self._user(person) for person in mentioned),
            reactions=tuple(self._reactions(row)),
            edited_at=self._edited(row),
            attachments=tuple(_kind(file) for file in row.files or () if file is not None),
        )

    def _move(self, row: Row) -> Record:
        if row.subtype in _GONE:
            raise Unusable(DELETED)
        if row.subtype not in _JOINS | _LEAVES:
            raise Unusable(NOTICE)
        if not row.user:
            raise Unusable(NO_AUTHOR)
        at = from_seconds(row.ts, self._options.latest)
        person = self._user(row.user)
        if row.subtype in _JOINS:
            by = self._user(row.inviter) if row.inviter and row.inviter != row.user else None
            return Joined(group=self._group, person=person, at=at, by=by)
        if removed := _REMOVED_BY.search(row.text or ""):
            return Removed(group=self._group, person=person, at=at, by=self._user(removed[1]))
        return Left(group=self._group, person=person, at=at)

    def _author(self, row: Row) -> str:
        if row.user:
            return self._user(row.user, row)
        person = row.bot_id or row.username
        if not person:
            raise Unusable(NO_AUTHOR)
        return self._meet(person, row.username or _own_name(row) or person, is_bot=True)

    def _user(self, person: str, row: Row | None = None) -> str:
        known = self._users.get(person)
        if known is not None:
            return self._meet(person, known.called, handle=known.name, is_bot=known.is_bot)
        if person in self._people:
            return person
        profile = row.user_profile if row else None
        name = (profile.display_name or profile.real_name) if profile else None
        return self._meet(person, name or person, is_bot=bool(row and row.bot_id))

    def _meet(self, person: str, name: str, *, handle: str | None = None, is_bot: bool = False) -> str:
        news = self._people.meet(person, name, handle=handle, is_bot=is_bot)
        if news is not None:
            self._news.append(news)
        return person

    def _name(self, person: str) -> str:
        known = self._users.get(person)
        return known.called if known else person

    def _reactions(self, row: Row) -> Iterator[Reaction]:
        for reacted in row.reactions:
            people = tuple(self._user(person) for person in reacted.users)
            yield Reaction(emoji=f":{reacted.name}:", count=max(reacted.count, len(people)), people=people)

    def _edited(self, row: Row) -> int | None:
        try:
            return from_seconds(row.edited.ts, self._options.latest) if row.edited else None
        except BadTime:
            return None


def _own_name(row: Row) -> str | None:
    name = row.bot_profile.get("name") if isinstance(row.bot_profile, dict) else None
    return name if isinstance(name, str) else None


def _kind(file: File) -> str:
    kind = (file.mimetype or "").partition("/")[0]
    return kind if kind in _FILE_KINDS else kind_of_file(file.name or "")
