"""One channel or thread of a DiscordChatExporter file, record by record."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.attachments import kind_of_file
from qunli.archives.discord_rows import Reacted, Row, User
from qunli.archives.json_stream import Batch
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import NO_AUTHOR, NOTICE, UNNAMED, Unusable
from qunli.archives.records import Joined, Left, Message, Reaction, Record, Removed
from qunli.archives.times import BadTime, from_iso

_NO_DISCRIMINATOR = (None, "0", "0000", 0)


class Channel:
    """Turns rows into records of `group`; a thread is a `topic` of the group it was opened in."""

    def __init__(self, group: str, ids: frozenset[str], topic: str | None, people: People, options: Options) -> None:
        self._group = group
        self._ids = ids
        self._topic = topic
        self._people = people
        self._options = options
        self._news: list[Record] = []

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        """The records of a batch, each person before the first record that speaks of them."""
        for index, row in enumerate(batch.rows):
            try:
                record = self._message(row) if row.is_message else self._move(row)
            except Unusable as reason:
                yield batch.skip(index, str(reason))
                continue
            yield from self._news
            self._news.clear()
            yield record

    def _message(self, row: Row) -> Message:
        if not row.id:
            raise Unusable(NO_AUTHOR)
        at = self._when(row)
        return Message(
            id=str(row.id),
            group=self._group,
            author=self._meet(row.author),
            at=at,
            text=row.content or "",
            topic=self._topic,
            reply_to=self._answered(row),
            mentions=tuple(dict.fromkeys(self._meet(user) for user in row.mentions)),
            reactions=tuple(map(self._reaction, row.reactions)),
            edited_at=self._edited(row),
            attachments=_attachments(row),
        )

    def _move(self, row: Row) -> Record:
        at = self._when(row)
        if row.type == "GuildMemberJoin":
            return Joined(group=self._group, person=self._meet(row.author), at=at)
        if row.type not in ("RecipientAdd", "RecipientRemove"):
            raise Unusable(NOTICE)
        if not row.mentions:
            raise Unusable(UNNAMED)
        actor, person = self._meet(row.author), self._meet(row.mentions[0])
        by = None if actor == person else actor
        if row.type == "RecipientAdd":
            return Joined(group=self._group, person=person, at=at, by=by)
        if by is None:
            return Left(group=self._group, person=person, at=at)
        return Removed(group=self._group, person=person, at=at, by=by)

    def _when(self, row: Row) -> int:
        return from_iso(row.timestamp, self._options.zone, self._options.latest)

    def _edited(self, row: Row) -> int | None:
        if row.timestamp_edited is None:
            return None
        try:
            return from_iso(row.timestamp_edited, self._options.zone, self._options.latest)
        except BadTime:
            return None

    def _answered(self, row: Row) -> str | None:
        """The message answered. A forward refers to a message too, and the opening of a thread to one elsewhere."""
        answered = row.reference
        if answered is None or not answered.message_id or answered.type == "Forward" or row.type == "21":
            return None
        if answered.channel_id and str(answered.channel_id) not in self._ids:
            return None
        return str(answered.message_id)

    def _meet(self, user: User) -> str:
        if not user.id:
            raise Unusable(NO_AUTHOR)
        person, handle = str(user.id), user.name
        if handle and user.discriminator not in _NO_DISCRIMINATOR:
            handle = f"{handle}#{user.discriminator}"
        name = user.nickname or user.name or person
        news = self._people.meet(person, name, handle=handle or None, is_bot=user.is_bot)
        if news is not None:
            self._news.append(news)
        return person

    def _reaction(self, reacted: Reacted) -> Reaction:
        sign = (reacted.emoji.name if reacted.emoji else None) or ""
        people = tuple(str(user.id) for user in reacted.users if user.id)
        for user in reacted.users:
            if user.id and str(user.id) not in self._people:
                self._meet(user)
        return Reaction(emoji=sign, count=reacted.count, people=people)


def _attachments(row: Row) -> tuple[str, ...]:
    kinds = [kind_of_file(file.name or file.url or "") for file in row.attachments]
    kinds += ["sticker"] * len(row.stickers)
    if row.embeds:
        kinds.append("link")
    return tuple(kinds)
