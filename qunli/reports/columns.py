"""A chat as columns: what the conclusions need of it, without the words."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

NOBODY = -1


def _longs() -> array[int]:
    return array("q")


def _ints() -> array[int]:
    return array("i")


@dataclass
class Columns:
    """One entry a message in each array: ts (s, UTC), place, topic (or NOBODY), author, mentioned (first person
    mentioned or NOBODY), length (characters), question (0 or 1), key (a 64-bit hash of the message id, which is unique
    in its place), reply (the key of the message answered, or 0). People, places and topics are numbers given in order
    of appearance.

    `moved`: ts, place, person and kind (1 joined, 0 left) of movements. `programs`: people whom the export itself calls
    bots.
    """

    ts: array[int] = field(default_factory=_longs)
    place: array[int] = field(default_factory=_ints)
    topic: array[int] = field(default_factory=_ints)
    author: array[int] = field(default_factory=_ints)
    mentioned: array[int] = field(default_factory=_ints)
    length: array[int] = field(default_factory=_ints)
    question: array[int] = field(default_factory=lambda: array("b"))
    key: array[int] = field(default_factory=_longs)
    reply: array[int] = field(default_factory=_longs)
    moved_ts: array[int] = field(default_factory=_longs)
    moved_place: array[int] = field(default_factory=_ints)
    moved_person: array[int] = field(default_factory=_ints)
    moved_kind: array[int] = field(default_factory=lambda: array("b"))
    programs: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.ts)

    def extend(self, part: Columns) -> None:
        """Add what comes after."""
        for name in ARRAYS:
            getattr(self, name).extend(getattr(part, name))
        self.programs |= part.programs

    def packed(self, start: int = 0, moved: int = 0) -> dict[str, bytes]:
        """Messages from position `start` and movements from position `moved` on, as bytes to hand to another process;
        `unpacked` is the way back."""
        arrays = {name: getattr(self, name)[moved if name in _MOVED else start :] for name in ARRAYS}
        return {name: held.tobytes() for name, held in arrays.items()} | {
            "programs": array("i", sorted(self.programs)).tobytes()
        }

    @classmethod
    def unpacked(cls, packed: dict[str, bytes]) -> Columns:
        """Columns from what `packed` gave, which is emptied: the two never lie in memory together."""
        columns = cls()
        for name in ARRAYS:
            getattr(columns, name).frombytes(packed.pop(name))
        columns.programs.update(array("i", packed.pop("programs")))
        return columns


ARRAYS = tuple(name for name in Columns.__dataclass_fields__ if name != "programs")
_MOVED = frozenset(name for name in ARRAYS if name.startswith("moved"))
