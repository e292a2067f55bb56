"""Comings and goings in which people are only named, for exports that elsewhere give them ids."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.identity import person_by_name
from qunli.archives.notices import EXPORTER, Notice, moved
from qunli.archives.records import Joined, Left, Removed

Move = Joined | Left | Removed

_NAMES_KEPT = 500_000


class NamedMoves:
    """Finds people by name among those learnt. Who is learnt later is kept until `rest`."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._ids: dict[str, str | None] = {}
        self._waiting: list[tuple[Notice, str, int]] = []

    def learn(self, name: str, person: str) -> None:
        """A name and whose it is. A name that two people bear is nobody's."""
        if name in self._ids or len(self._ids) < _NAMES_KEPT:
            self._ids[name] = person if self._ids.setdefault(name, person) == person else None

    def knows(self, name: str) -> bool:
        return bool(self._ids.get(name))

    def whose(self, name: str) -> str | None:
        """The id of the only one known to bear a name."""
        return self._ids.get(name)

    def take(self, notice: Notice, at: int) -> list[Move]:
        """What can be told of a notice now."""
        told = []
        for name in notice.people:
            person = self._ids.get(name)
            if person:
                told.append(self._move(notice, person, at))
            elif name != EXPORTER:
                self._waiting.append((notice, name, at))
        return told

    def rest(self) -> Iterator[tuple[str, str, Move]]:
        """Id, name and move of those who were not known in time."""
        for notice, name, at in self._waiting:
            person = self._ids.get(name) or person_by_name(name)
            yield person, name, self._move(notice, person, at)

    def _move(self, notice: Notice, person: str, at: int) -> Move:
        by = self._ids.get(notice.by) if notice.by else None
        return moved(notice.kind, group=self._group, person=person, at=at, by=None if by == person else by)
