"""Who came and went, by Telegram's service notices. They name the members they speak of and give no ids."""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.identity import person_by_name
from qunli.archives.reasons import NOTICE, UNNAMED, Unusable
from qunli.archives.records import Joined, Left, Removed
from qunli.archives.telegram_rows import Row

Move = Joined | Left | Removed

_BY_THEMSELVES = frozenset({"join_group_by_link", "join_group_by_request"})
_FOUNDED = frozenset({"create_group", "create_channel"})


class Moves:
    """Reads notices. A member is found by name among those who wrote; who has not written yet is kept until `rest`."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._ids: dict[str, str | None] = {}
        self._waiting: list[tuple[str, Row, str, int]] = []

    def learn(self, name: str, person: str) -> None:
        """A name and whose it is. A name that two people bear is nobody's."""
        self._ids[name] = person if self._ids.setdefault(name, person) == person else None

    def read(self, row: Row, actor: str | None, at: int) -> list[Move]:
        """What a notice says so far. Raises Unusable when it is about something else."""
        if row.action in _BY_THEMSELVES:
            return [self._join(_known(actor), at, self._ids.get(row.inviter or ""))]
        if row.action in _FOUNDED:
            founder = [self._join(_known(actor), at, None)]
            return founder + self._members(row, actor, at)
        if row.action in ("invite_members", "remove_members"):
            if not row.members or None in row.members:
                raise Unusable(UNNAMED)
            return self._members(row, actor, at)
        raise Unusable(NOTICE)

    def rest(self) -> Iterator[tuple[str, str, Move]]:
        """Id, name and move of those who were only named."""
        for name, row, actor, at in self._waiting:
            person = self._ids.get(name) or person_by_name(name)
            yield person, name, self._move(row, person, actor or None, at)

    def _members(self, row: Row, actor: str | None, at: int) -> list[Move]:
        moves = []
        for name in row.members:
            if not name:
                continue
            person = actor if name == row.actor else self._ids.get(name)
            if person:
                moves.append(self._move(row, person, actor, at))
            else:
                self._waiting.append((name, row, actor or "", at))
        return moves

    def _move(self, row: Row, person: str, actor: str | None, at: int) -> Move:
        if row.action != "remove_members":
            return self._join(person, at, actor)
        if person == actor:
            return Left(group=self._group, person=person, at=at)
        return Removed(group=self._group, person=person, at=at, by=actor)

    def _join(self, person: str, at: int, by: str | None) -> Joined:
        return Joined(group=self._group, person=person, at=at, by=None if by == person else by)


def _known(person: str | None) -> str:
    if not person:
        raise Unusable(UNNAMED)
    return person
