"""From an export to columns, names and texts, in one pass.

Messages are taken a few thousand at a time and column by column: that is twice as fast as one by one, and reading is
what a large report waits for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from qunli.archives import Archive
from qunli.archives.records import Group, Joined, Left, Message, Person, Record, Removed, Skipped
from qunli.kit.text import are_questions
from qunli.reports.columns import NOBODY, Columns
from qunli.reports.texts import CHUNK, Texts

Told = Callable[[int, int], None]
"""Called with bytes read and bytes in all, now and then."""
Taken = Callable[[Columns], None]
"""Called with the columns so far, whenever `CHUNK` messages came to them."""

_LEFT, _JOINED = 0, 1


@dataclass
class Transcript:
    """An export that has been read: `columns`, what numbers in them are called, `texts`, and how many pieces were
    skipped by reason."""

    columns: Columns = field(default_factory=Columns)
    people: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    topics: dict[tuple[int, str], int] = field(default_factory=dict)
    person_names: dict[int, str] = field(default_factory=dict)
    place_names: dict[int, str] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    skipped: Counter[str] = field(default_factory=Counter)

    def names_of(self, people: set[int]) -> dict[int, str]:
        """What people are called; their ids where the export names them not."""
        named = self.person_names
        return {number: named.get(number) or id for id, number in self.people.items() if number in people}

    def topic_names(self) -> list[str]:
        """What topics are called, by number."""
        return [name for _, name in self.topics]

    def place_titles(self) -> list[str]:
        """What places are called, by number; their ids where the export names them not."""
        return [self.place_names.get(number) or place for place, number in self.places.items()]


def load(archive: Archive, told: Told, taken: Taken | None = None) -> Transcript:
    """Read the whole export. `told` and `taken` hear about every few thousand messages."""
    transcript = Transcript()
    for _ in take(transcript, archive.records()):
        told(archive.consumed, archive.total)
        if taken:
            taken(transcript.columns)
    told(archive.total, archive.total)
    return transcript


def take(transcript: Transcript, records: Iterable[Record]) -> Iterator[None]:
    """Add records to a transcript; comes back after every `CHUNK` messages, and after the last."""
    batch: list[Message] = []
    add = batch.append
    for record in records:
        if type(record) is Message:
            add(record)
            if len(batch) == CHUNK:
                _messages(transcript, batch)
                batch.clear()
                yield
        else:
            _other(transcript, record)
    _messages(transcript, batch)
    yield


def _messages(transcript: Transcript, batch: list[Message]) -> None:
    if not batch:
        return
    columns, people = transcript.columns, transcript.people
    texts = [message.text for message in batch]
    times = [message.at // 1000 for message in batch]
    places = _numbers(transcript.places, [message.group for message in batch])
    columns.ts.extend(times)
    columns.place.extend(places)
    columns.topic.extend(_topics(transcript.topics, places, [message.topic for message in batch]))
    columns.author.extend(_numbers(people, [message.author for message in batch]))
    columns.mentioned.extend(_first(people, [message.mentions for message in batch]))
    columns.length.extend(map(len, texts))
    columns.question.extend(are_questions(texts))
    columns.key.extend(hash(message.id) for message in batch)
    columns.reply.extend(0 if message.reply_to is None else hash(message.reply_to) for message in batch)
    transcript.texts.add(times, texts)


def _numbers(known: dict[str, int], names: list[str]) -> list[int]:
    for name in dict.fromkeys(names):
        known.setdefault(name, len(known))
    return [known[name] for name in names]


def _topics(known: dict[tuple[int, str], int], places: list[int], names: list[str | None]) -> Iterable[int]:
    if not any(name is not None for name in names):
        return repeat(NOBODY, len(names))
    return [
        NOBODY if name is None else known.setdefault((place, name), len(known))
        for place, name in zip(places, names, strict=True)
    ]


def _first(known: dict[str, int], mentions: list[tuple[str, ...]]) -> list[int]:
    return [known.setdefault(named[0], len(known)) if named else NOBODY for named in mentions]


def _other(transcript: Transcript, record: Record) -> None:
    match record:
        case Person():
            number = transcript.people.setdefault(record.id, len(transcript.people))
            transcript.person_names[number] = record.name
            if record.is_bot:
                transcript.columns.programs.add(number)
        case Group():
            number = transcript.places.setdefault(record.id, len(transcript.places))
            transcript.place_names[number] = record.name
        case Joined():
            _moved(transcript, record.at, record.group, record.person, _JOINED)
        case Left() | Removed():
            _moved(transcript, record.at, record.group, record.person, _LEFT)
        case Skipped():
            transcript.skipped[record.reason] += 1


def _moved(transcript: Transcript, at: int, group: str, person: str, kind: int) -> None:
    columns = transcript.columns
    columns.moved_ts.append(at // 1000)
    columns.moved_place.append(transcript.places.setdefault(group, len(transcript.places)))
    columns.moved_person.append(transcript.people.setdefault(person, len(transcript.people)))
    columns.moved_kind.append(kind)
