"""Pure: many ids as few runs, and what is left of one run when others are taken out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """Ids from `first` to `last`, both included, of one kind of rows in one group (null where groups do not matter)."""

    kind: str
    group: int | None
    first: int
    last: int


def runs_of(kind: str, group: int | None, ids: Iterable[int]) -> list[Run]:
    """Ids as runs of neighbours; an id that comes twice counts once."""
    runs: list[Run] = []
    for one in sorted(set(ids)):
        if runs and one == runs[-1].last + 1:
            runs[-1] = runs[-1]._replace(last=one)
        else:
            runs.append(Run(kind, group, one, one))
    return runs


def uncovered(first: int, last: int, others: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts of the run from `first` to `last` that none of the others, ordered by their first, has."""
    free = []
    for start, end in others:
        if start > first:
            free.append((first, min(start - 1, last)))
        first = max(first, end + 1)
        if first > last:
            return free
    return [*free, (first, last)]


def joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts that may overlap, as parts that do not, each id once."""
    whole: list[tuple[int, int]] = []
    for first, last in sorted(parts):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
        else:
            whole.append((first, last))
    return whole
