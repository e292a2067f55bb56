"""What the formats share that have one file for each group: names of files, and streams of a group's records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import polars as pl

from qunli.simulation.world import Month, World

LOCAL = 8 * 3_600
"""Seconds from UTC of the person who exports: China, all year."""


def group_paths(world: World, out: Path) -> list[Path]:
    """`out` itself for one group; else one file a group, numbered before the suffix."""
    groups = len(world.plan.groups)
    if groups == 1:
        return [out]
    return [out.with_name(f"{out.stem}-{number}{out.suffix}") for number in range(1, groups + 1)]


def write_groups(
    world: World, out: Path, begin: Callable[[World, int], str], lines: Callable[[World, Month], pl.DataFrame], end: str
) -> list[Path]:
    """Writes one file a group as the months pass.

    `lines` gives a month's records in any order, with columns id, group, line; `begin` opens a group's file. The lines
    carry their own separators.
    """
    paths = group_paths(world, out)
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("w", encoding="utf-8", newline="\n")) for path in paths]
        for number, file in enumerate(files):
            file.write(begin(world, number))
        for month in world.months():
            _append(files, lines(world, month))
        for file in files:
            file.write(end)
    return paths


def _append(files: Sequence[TextIO], lines: pl.DataFrame) -> None:
    for group, mine in lines.sort("id").group_by("group", maintain_order=True):
        files[int(str(group[0]))].writelines(_joined(mine["line"]))


def _joined(lines: pl.Series) -> Iterator[str]:
    """Some thousand lines at a time, which is quicker than each for itself."""
    for start in range(0, len(lines), 5_000):
        yield "".join(lines[start : start + 5_000].to_list())


def by_person(values: list[str], column: str) -> pl.Expr:
    """The value of the person in `column`; null for -1."""
    table = pl.lit(pl.Series(values, dtype=pl.String))
    return pl.when(pl.col(column) >= 0).then(table.gather(pl.col(column).clip(lower_bound=0)))


def local_time(column: str, pattern: str) -> pl.Expr:
    """A moment of the world as the exporter's clock shows it."""
    return pl.from_epoch(pl.col(column) + LOCAL, time_unit="s").dt.strftime(pattern)
