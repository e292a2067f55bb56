"""One chat of a Telegram Desktop export, record by record."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.identity import person_by_name
from qunli.archives.json_stream import Batch
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import NO_AUTHOR, UNSUPPORTED, Unusable
from qunli.archives.records import Message, Reaction, Record
from qunli.archives.telegram_content import addressed, attachments, plain, reactions
from qunli.archives.telegram_moves import Moves
from qunli.archives.telegram_rows import Entity, Id, Row, person_id
from qunli.archives.times import EARLIEST, BadTime, from_iso, from_seconds

NOBODY = "Deleted Account"
"""What Telegram calls a person whose account is gone."""

_UNSEEN = ""
_KEPT = 200_000


class Chat:
    """Turns rows into records."""

    def __init__(self, group: str, people: People, options: Options) -> None:
        self._group = group
        self._options = options
        self._people = people
        self._called: dict[str, str | None] = {}
        self._moves = Moves(group)
        self._roots: dict[int, str] = {}
        self._topic_of: dict[int, str] = {}
        self._news: list[Record] = []

    def records(self, batch: Batch[Row]) -> Iterator[Record]:
        """The records of a batch, each person before the first record that speaks of them."""
        news = self._news
        for index, row in enumerate(batch.rows):
            try:
                if row.type == "message":
                    message = self._message(row)
                    if news:
                        yield from news
                        news.clear()
                    yield message
                else:
                    self._notice(row)
            except Unusable as reason:
                yield batch.skip(index, str(reason))
        yield from news
        news.clear()

    def finish(self) -> Iterator[Record]:
        """What could be told only when all names were known."""
        for person, name, move in self._moves.rest():
            if person not in self._called:
                self._meet(person, name)
            yield from self._news
            self._news.clear()
            yield move

    def _message(self, row: Row) -> Message:
        author = row.from_id
        if not isinstance(author, str):
            author = self._id(author, row.name)
        text = row.text
        mentions: tuple[str, ...] = ()
        at = self._when(row)
        if self._called.get(author, _UNSEEN) != row.name:
            self._meet(author, row.name)
        if not isinstance(text, str):
            mentions = self._mentions(text)
            text = plain(text)
        reply, topic = row.reply_to_message_id, None
        if self._roots:
            reply, topic = self._thread(row.id, reply)
        if row.reply_to_peer_id is not None:
            reply = None
        return Message(
            id=str(row.id),
            group=self._group,
            author=author,
            at=at,
            text=text,
            topic=topic,
            reply_to=None if reply is None else str(reply),
            mentions=mentions,
            reactions=self._reactions(row) if row.reactions else (),
            edited_at=self._edited(row) if row.edited_unixtime else None,
            attachments=attachments(row),
        )

    def _notice(self, row: Row) -> None:
        if row.type != "service":
            raise Unusable(UNSUPPORTED)
        actor = person_id(row.actor_id) or person_by_name(row.actor or "")
        if row.action == "topic_created" and row.title:
            self._roots[row.id] = row.title
            return
        moves = self._moves.read(row, actor, self._when(row))
        if actor and self._called.get(actor, _UNSEEN) != row.actor:
            self._meet(actor, row.actor)
        self._news.extend(moves)

    def _when(self, row: Row) -> int:
        try:
            at = int(row.date_unixtime) * 1000  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return from_iso(row.date, self._options.zone, self._options.latest)
        return at if EARLIEST <= at <= self._options.latest else from_seconds(row.date_unixtime, self._options.latest)

    def _edited(self, row: Row) -> int | None:
        # Telegram Desktop also writes an edit for messages that were only reacted to.
        if row.reactions:
            return None
        try:
            return from_seconds(row.edited_unixtime, self._options.latest)
        except BadTime:
            return None

    def _meet(self, person: str, name: str | None) -> None:
        if name is None and self._called.get(person):
            return
        self._called[person] = name
        if name:
            self._moves.learn(name, person)
        news = self._people.meet(person, name or NOBODY)
        if news is not None:
            self._news.append(news)

    def _mentions(self, parts: list[str | Entity] | None) -> tuple[str, ...]:
        people = addressed(parts)
        for person, name in people.items():
            if person not in self._called and person not in self._people:
                news = self._people.meet(person, name or NOBODY, handle=name if person.startswith("@") else None)
                self._news.extend([news] if news else ())
        return tuple(people)

    def _reactions(self, row: Row) -> tuple[Reaction, ...]:
        for reacted in row.reactions:
            for recent in reacted.recent:
                person = person_id(recent.from_id)
                if person and person not in self._called:
                    self._meet(person, recent.name)
        return reactions(row)

    def _thread(self, number: int, reply: int | None) -> tuple[int | None, str | None]:
        """The message answered and the topic. In a group with topics, a message that answers none answers the notice
        that opened its topic; one that answers another is in that one's topic."""
        if reply is None:
            return None, None
        topic = self._roots.get(reply) or self._topic_of.get(reply)
        if topic is None:
            return reply, None
        if len(self._topic_of) >= _KEPT:
            del self._topic_of[next(iter(self._topic_of))]
        self._topic_of[number] = topic
        return (None if reply in self._roots else reply), topic

    @staticmethod
    def _id(value: Id, name: str | None) -> str:
        person = person_id(value) or person_by_name(name or "")
        if not person:
            raise Unusable(NO_AUTHOR)
        return person
