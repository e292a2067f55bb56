"""The invented sentences, taken apart into pieces that are quick to put together."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl

from qunli.simulation.dice import Ints
from qunli.simulation.words import ASPECTS, KINDS, LANGUAGES, SUBJECTS

MORE = len(KINDS)
"""The kind of a further sentence; its aspect may also be `len(ASPECTS)`, meaning any."""
NAME = "name"
_EVERYONE = {"en": "everyone", "zh": "大家"}
_STEADY = ("bread", "flour", "tool", "swap", "room", "shop", "day", "place", "clock", "city")
"""Slots that keep their value through a conversation, mostly."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Cues:
    """What sentences are wanted, as arrays by sentence.

    `steady` is equal for sentences that speak of the same things, `turn` counts those of one kind among them so that
    nobody repeats the one before, and `to` is the person addressed, -1 for everyone.
    """

    kind: Ints
    aspect: Ints
    subject: Ints
    language: Ints
    steady: Ints
    turn: Ints
    to: Ints

    def of(self, rows: Ints) -> Cues:
        """The cues of some rows."""
        return Cues(*(getattr(self, field.name)[rows] for field in fields(self)))


class Phrasebook:
    """One table of strings, and templates as rows of positions in it."""

    def __init__(self, names: list[str]) -> None:
        self._strings: list[str] = [""]
        self._slots: list[str] = []
        self._base: list[Ints] = []
        self._sizes: list[Ints] = []
        templates: list[list[int]] = []
        self._first = np.zeros((len(LANGUAGES), MORE + 1, len(ASPECTS) + 1), dtype=np.int64)
        self._count = np.zeros_like(self._first)
        for language, code in enumerate(LANGUAGES):
            self._read(language, load_phrases(code), templates)
        self._everyone = np.array([self._add([_EVERYONE[code]]) for code in LANGUAGES])
        self._names = self._add(names)
        width = max(len(template) for template in templates)
        self._templates = np.zeros((len(templates), width), dtype=np.int64)
        for row, template in enumerate(templates):
            self._templates[row, : len(template)] = template
        self._base_of, self._size_of = np.array(self._base), np.array(self._sizes)
        self._steady = np.array([slot in _STEADY for slot in self._slots])
        self._is_name = np.array([slot == NAME for slot in self._slots])
        self._capital = self._capitals()
        self._table = pl.Series(self._strings, dtype=pl.String)

    def sentences(self, cues: Cues, rng: np.random.Generator) -> pl.Series:
        """One sentence for each cue."""
        first, count = (of[cues.language, cues.kind, cues.aspect] for of in (self._first, self._count))
        start = steadily(cues.steady, 31, 1 << 20) + cues.kind
        template = self._templates[first + (start + cues.turn) % count]
        columns = []
        for piece in range(template.shape[1]):
            code = template[:, piece]
            rows = np.flatnonzero(code < 0)
            if len(rows):
                code[rows] = self._fill(-code[rows] - 1, cues.of(rows), rng)
            columns.append(self._table.gather(code if piece else self._capital[code]))
        return pl.select(pl.concat_str(columns)).to_series()

    def _fill(self, slot: Ints, cues: Cues, rng: np.random.Generator) -> Ints:
        """Positions of what stands in the slots."""
        kept = self._steady[slot] & (rng.random(len(slot)) < 0.85)
        share = np.where(kept, steadily(cues.steady * 64 + slot, 5, 1 << 20) / (1 << 20), rng.random(len(slot)))
        base, size = self._base_of[slot, cues.subject], self._size_of[slot, cues.subject]
        person = np.where(cues.to >= 0, self._names + cues.to, self._everyone[cues.language])
        return np.where(self._is_name[slot], person, base + (share * size).astype(np.int64))

    def _capitals(self) -> Ints:
        """Where each string stands with its first letter in upper case, for the beginnings of sentences."""
        lower = [(at, text) for at, text in enumerate(self._strings) if text[:1].islower()]
        found = np.arange(len(self._strings))
        found[[at for at, _ in lower]] = len(self._strings) + np.arange(len(lower))
        self._add([text[0].upper() + text[1:] for _, text in lower])
        return found

    def _add(self, strings: list[str]) -> int:
        self._strings.extend(strings)
        return len(self._strings) - len(strings)

    def _read(self, language: int, book: dict[str, Any], templates: list[list[int]]) -> None:
        slots = self._read_slots(book["slots"])
        for kind, name in enumerate((*KINDS, "more")):
            said = book["say"][name]
            for aspect, key in enumerate((*ASPECTS, "any")):
                lines = said if isinstance(said, list) else said.get(key, [])
                self._first[language, kind, aspect] = len(templates)
                self._count[language, kind, aspect] = len(lines)
                templates.extend(self._take_apart(line, slots) for line in lines)

    def _read_slots(self, book: dict[str, Any]) -> dict[str, int]:
        """Number of each slot of this language; a slot is a list, or a list by subject."""
        numbers = {}
        for name, values in {**book, NAME: [""]}.items():
            lists = [values if isinstance(values, list) else values[subject] for subject in SUBJECTS]
            bases = (
                [self._add(lists[0])] * len(SUBJECTS)
                if isinstance(values, list)
                else [self._add(part) for part in lists]
            )
            self._slots.append(name)
            self._base.append(np.array(bases))
            self._sizes.append(np.array([len(part) for part in lists]))
            numbers[name] = len(self._slots)
        return numbers

    def _take_apart(self, line: str, slots: dict[str, int]) -> list[int]:
        """Literals as positions, slots as negative numbers; empty literals left out. KeyError for an unknown slot."""
        parts = _SLOT.split(line)
        return [
            -slots[part] if number % 2 else self._add([part]) for number, part in enumerate(parts) if number % 2 or part
        ]


def steadily(number: Ints, salt: int, size: int) -> Ints:
    """A value in [0, size) that depends on the number and the salt alone."""
    mixed = (number.astype(np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    found: Ints = ((mixed * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(40)).astype(np.int64)
    return found % size


@cache
def load_phrases(name: str) -> dict[str, Any]:
    """What stands in a file of `phrases`: the phrases of a language of `LANGUAGES`, or the parts of "names"."""
    text = files("qunli.simulation").joinpath("phrases", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
