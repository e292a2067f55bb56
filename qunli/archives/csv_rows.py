"""Rows of CSV of which a broken one loses only itself: a quote that is never closed does not swallow what follows."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from qunli.archives.reasons import BROKEN_ROW, LINE_TOO_LONG

_DELIMITERS = ",;\t|"


Line = tuple[int, str, bool]
Row = tuple[int, list[str]]
"""The line that a row begins on, and its cells."""


class Broken(NamedTuple):
    """A line that belongs to no row, and why."""

    number: int
    reason: str
    text: str


def first_row(text: str) -> tuple[str, list[str]]:
    """The delimiter of a CSV's first line that is not empty, and its cells, trimmed. The delimiter that gives most
    cells is taken; a line without any is one cell."""
    line = next((line for line in text.split("\n") if line.strip()), "").rstrip("\r")
    found = [(len(cells := _cells(line, delimiter)), delimiter, cells) for delimiter in _DELIMITERS]
    _, delimiter, cells = max(found, key=lambda each: each[0])
    return delimiter, [cell.strip().removeprefix("\ufeff") for cell in cells]


def rows(lines: Iterable[Line], delimiter: str) -> Iterator[Row | Broken]:
    """The rows of a file; each has as many cells as the first one, which is the header. Rows may span lines, up to the
    csv module's limit for a field (131,072 characters)."""
    feed = _Feed(lines)
    width = 0
    while True:
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                taken = feed.taken
                if len(cells) == (width or len(cells)) and not taken[-1][2]:
                    if cells:
                        width = width or len(cells)
                        yield taken[0][0], cells
                    taken.clear()
                elif cells:
                    yield feed.give_up_first()
                    break
                else:
                    taken.clear()
            else:
                return
        except csv.Error:
            yield feed.give_up_first()


def table(
    lines: Iterable[Line], delimiter: str, columns: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]] | Broken]:
    """The cells in `columns` of every row below the header, in that order; a column that the header lacks is empty. The
    header's names may be in any case."""
    cells_of: Callable[[list[str]], tuple[str, ...]] | None = None
    for row in rows(lines, delimiter):
        if isinstance(row, Broken):
            yield row
        elif cells_of is None:
            where = {name.strip().casefold(): index for index, name in enumerate(row[1])}
            cells_of = itemgetter(*(where.get(column, len(row[1])) for column in columns))
        else:
            row[1].append("")
            yield row[0], cells_of(row[1])


class _Feed:
    """Lines for a csv.reader, which can be handed out again when a row turns out to be broken. `taken` are those of the
    row that is being read."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        again, taken = self._again, self.taken
        while again:
            line = again.popleft()
            taken.append(line)
            yield line[1] + "\n"
        for line in self._lines:
            taken.append(line)
            yield line[1] + "\n"

    def give_up_first(self) -> Broken:
        """Leave the first line of the row aside and hand out its others again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.taken.clear()
        return Broken(first[0], LINE_TOO_LONG if first[2] else BROKEN_ROW, first[1])


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
