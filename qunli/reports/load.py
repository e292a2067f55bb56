"""From an export to columns, names and texts, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from qunli.archives import Archive
from qunli.archives.records import Group, Joined, Left, Message, Person, Record, Removed, Skipped
from qunli.kit.text import is_question
from qunli.reports.columns import NOBODY, Columns
from qunli.reports.texts import Texts

Told = Callable[[int, int], None]
"""Called with bytes read and bytes in all, now and then."""

_EVERY = 4_096
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


def load(archive: Archive, told: Told) -> Transcript:
    """Read the whole export. `told` hears about every 4,096 records."""
    transcript = Transcript()
    take(transcript, _counted(archive, told))
    transcript.texts.close()
    told(archive.total, archive.total)
    return transcript


def take(transcript: Transcript, records: Iterable[Record]) -> None:
    """Add records to a transcript."""
    message = _message_taker(transcript)
    for record in records:
        if type(record) is Message:
            message(record)
        else:
            _other(transcript, record)


def _counted(archive: Archive, told: Told) -> Iterable[Record]:
    for number, record in enumerate(archive.records()):
        if number % _EVERY == 0:
            told(archive.consumed, archive.total)
        yield record


def _message_taker(transcript: Transcript) -> Callable[[Message], None]:
    """A function that takes one message. Everything it needs is a local name: it runs for every message there is."""
    columns, people, places, topics = transcript.columns, transcript.people, transcript.places, transcript.topics
    ts, place, topic, author = columns.ts.append, columns.place.append, columns.topic.append, columns.author.append
    mentioned, length, question = columns.mentioned.append, columns.length.append, columns.question.append
    key, reply, text_of = columns.key.append, columns.reply.append, transcript.texts.append

    def message(record: Message) -> None:
        at = record.at // 1000
        where = places.setdefault(record.group, len(places))
        text = record.text
        named = record.topic
        answers = record.reply_to
        ts(at)
        place(where)
        topic(NOBODY if named is None else topics.setdefault((where, named), len(topics)))
        author(people.setdefault(record.author, len(people)))
        mentioned(people.setdefault(record.mentions[0], len(people)) if record.mentions else NOBODY)
        length(len(text))
        question(is_question(text))
        key(hash((where, record.id)))
        reply(0 if answers is None else hash((where, answers)))
        text_of(at, text)

    return message


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
