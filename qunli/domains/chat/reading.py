"""What a reader of one export remembers while it goes through the file, and the batches it hands on. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qunli.archives.records import Group, Joined, Left, Message, Person, Record, Removed, Skipped
from qunli.domains.chat.decisions import storable_id

Moved = Joined | Left | Removed


@dataclass
class Batch:
    """A run of records, sorted by kind. `records` is how many there were."""

    records: int = 0
    messages: list[Message] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    """Ids of people this batch needs."""


@dataclass
class Reading:
    """`people` and `groups` as they were last called, by id; `latest` is each person's last deed, ms UTC. The ids of
    rows, once they are known, are kept beside them. All of it grows with people and groups, not with messages."""

    platform: str
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    group_rows: dict[str, int] = field(default_factory=dict)
    identity_rows: dict[str, int] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)

    def take(self, records: Iterable[Record]) -> Batch:
        """Sort a run of records and learn from it. Records that were stored before are taken, too, after a restart."""
        batch = Batch()
        latest, mentioned = self.latest, batch.mentioned
        for record in records:
            batch.records += 1
            if isinstance(record, Message):
                batch.messages.append(record)
                author = record.author
                mentioned.add(author)
                if record.at > latest.get(author, -1):
                    latest[author] = record.at
                if record.mentions:
                    mentioned.update(record.mentions)
                for reaction in record.reactions:
                    mentioned.update(reaction.people)
            elif isinstance(record, Person):
                self.people[record.id] = record
                mentioned.add(record.id)
            elif isinstance(record, Group):
                self.groups[record.id] = record
                self.platform = record.platform
            elif isinstance(record, Skipped):
                batch.skipped.append(record)
            else:
                self._move(record, batch)
        return batch

    def _move(self, record: Moved, batch: Batch) -> None:
        batch.moves.append(record)
        batch.mentioned.add(record.person)
        self.latest[record.person] = max(record.at, self.latest.get(record.person, record.at))
        if not isinstance(record, Left) and record.by:
            batch.mentioned.add(record.by)

    def platform_of(self, person: str) -> str:
        """The platform that knows this person; the export's own where no record said."""
        known = self.people.get(person)
        return known.platform if known else self.platform

    def everybody(self) -> dict[str, list[str]]:
        """Ids of all people of the export, by platform."""
        found: dict[str, list[str]] = {}
        for person in self.people.keys() | self.identity_rows.keys() | self.latest.keys():
            found.setdefault(self.platform_of(person), []).append(person)
        return found

    def group_named(self, group: str) -> Group:
        """The group by id; one that the export never described is called by its id."""
        return self.groups.get(group) or Group(platform=self.platform, id=group, name=storable_id(group))
