"""One file of a Zulip archive, record by record."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.html_text import read_html
from qunli.archives.identity import person_by_name
from qunli.archives.json_stream import Batch
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import NO_AUTHOR, PRIVATE_CHAT, Unusable
from qunli.archives.records import Group, Message, Reaction, Record
from qunli.archives.times import BadTime, from_seconds
from qunli.archives.zulip_rows import Row

PLATFORM = "zulip"

_SYSTEM = "Notification Bot"


class Topic:
    """Turns rows into records. Rows that name their own stream and topic are put there, others in `group` and `topic`.
    `members` are names by id, `groups` those told so far."""

    def __init__(
        self,
        group: Group,
        topic: str,
        *,
        people: People,
        members: dict[str, str],
        groups: dict[str, Group],
        options: Options,
    ) -> None:
        self._group = group
        self._topic = topic
        self._people = people
        self._members = members
        self._groups = groups
        self._options = options
        self._news: list[Record] = []

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        """The records of a batch, each group and person before the first message that speaks of them."""
        for index, row in enumerate(batch.rows):
            try:
                message = self._message(row)
            except Unusable as reason:
                yield batch.skip(index, str(reason))
                continue
            yield from self._told()
            yield message

    def _told(self) -> list[Record]:
        told, self._news = self._news, []
        return told

    def _message(self, row: Row) -> Message:
        if row.type == "private" or isinstance(row.display_recipient, list):
            raise Unusable(PRIVATE_CHAT)
        at = from_seconds(row.timestamp, self._options.latest)
        said = read_html(row.content)
        author = self._author(row)
        return Message(
            id=str(row.id),
            group=self._stream(row),
            author=author,
            at=at,
            text=said.text,
            topic=row.subject or self._topic or None,
            reply_to=said.quoted,
            mentions=tuple(dict.fromkeys(self._mentioned(row, *who) for who in said.mentioned)),
            reactions=self._reactions(row),
            edited_at=self._edited(row),
            attachments=tuple(said.attachments),
        )

    def _author(self, row: Row) -> str:
        name = row.sender_full_name
        if row.sender_id is None:
            if not name or not name.strip():
                raise Unusable(NO_AUTHOR)
            return self._meet(person_by_name(name), name, is_bot=name == _SYSTEM)
        person = str(row.sender_id)
        address = row.sender_email or ""
        is_bot = name == _SYSTEM or address.partition("@")[0].endswith("-bot")
        return self._meet(person, name or self._members.get(person) or person, is_bot=is_bot)

    def _mentioned(self, row: Row, number: str, name: str) -> str:
        person = number if number and row.sender_id is not None else person_by_name(name)
        return person if person in self._people else self._meet(person, name)

    def _meet(self, person: str, name: str, *, is_bot: bool = False) -> str:
        news = self._people.meet(person, name, is_bot=is_bot)
        if news is not None:
            self._news.append(news)
        return person

    def _stream(self, row: Row) -> str:
        group = self._group
        if isinstance(row.display_recipient, str):
            own = str(row.stream_id or row.display_recipient)
            group = Group(platform=PLATFORM, id=own, name=row.display_recipient)
        if self._groups.get(group.id) != group:
            self._groups[group.id] = group
            self._news.append(group)
        return group.id

    def _reactions(self, row: Row) -> tuple[Reaction, ...]:
        people: dict[str, list[str]] = {}
        for reacted in row.reactions:
            people.setdefault(reacted.sign, []).append("" if reacted.user_id is None else str(reacted.user_id))
        return tuple(
            Reaction(emoji=sign, count=len(by), people=tuple(person for person in by if person))
            for sign, by in people.items()
        )

    def _edited(self, row: Row) -> int | None:
        if row.last_edit_timestamp is None:
            return None
        try:
            return from_seconds(row.last_edit_timestamp, self._options.latest)
        except BadTime:
            return None
