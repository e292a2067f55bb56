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
    mentioned or NOBODY), length (characters), question (0 or 1), key (a 64-bit hash of group and message id), reply
    (the key of the message answered, or 0). People, places and topics are numbers given in order of appearance.

    `moved`: ts, place, person and kind (1 joined, 0 left) of movements. `programs`: people whom the export
    itself calls bots.
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

    def packed(self) -> dict[str, bytes]:
        """The arrays as bytes, to hand to another process; `unpacked` is the way back."""
        programs = array("i", sorted(self.programs))
        return {name: getattr(self, name).tobytes() for name in ARRAYS} | {"programs": programs.tobytes()}

    @classmethod
    def unpacked(cls, packed: dict[str, bytes]) -> Columns:
        """Columns from what `packed` gave."""
        columns = cls()
        for name in ARRAYS:
            getattr(columns, name).frombytes(packed[name])
        columns.programs.update(array("i", packed["programs"]))
        return columns


ARRAYS = tuple(name for name in Columns.__dataclass_fields__ if name != "programs")
