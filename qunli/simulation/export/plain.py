"""The plain CSV: one file for all groups, one row for each message, join, leave and removal, times in UTC."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from qunli.simulation.export.rooms import by_person
from qunli.simulation.world import Month, World

COLUMNS = ("time", "author", "text", "group", "id", "reply_to", "topic", "author_id", "kind", "by")


def write_csv(world: World, out: Path) -> list[Path]:
    """`kind` is message, join, leave or removal; `by` is the author_id of who invited or removed. Returns [out]."""
    with out.open("wb") as file:
        file.write((",".join(COLUMNS) + "\n").encode())
        for month in world.months():
            _rows(world, month).write_csv(file, include_header=False)
    return [out]


def person_id(person: int) -> str:
    """The id of a person in `author_id` and `by`."""
    return f"p{person + 1}"


def _rows(world: World, month: Month) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.String)
    messages = month.messages.select(
        "id",
        "at",
        "group",
        "text",
        "reply_to",
        topic=pl.col("subject").cast(pl.String),
        person="author",
        kind=pl.lit("message"),
        by=-1,
    )
    events = month.events.select(
        "id",
        "at",
        "group",
        text=pl.lit(""),
        reply_to=pl.lit(-1, dtype=pl.Int64),
        topic=nothing,
        person="person",
        kind=pl.col("what").replace("remove", "removal"),
        by="by",
    )
    ids = [person_id(person) for person in range(len(world.people))]
    groups = pl.lit(pl.Series([group.name for group in world.plan.groups]))
    rows = pl.concat([messages, events], how="vertical_relaxed").sort("id")
    return rows.with_columns(
        time=pl.from_epoch("at", time_unit="s").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        author=by_person(world.people.names, "person"),
        author_id=by_person(ids, "person"),
        by=by_person(ids, "by"),
        group=groups.gather(pl.col("group")),
        reply_to=pl.when(pl.col("reply_to") >= 0).then("reply_to"),
    ).select(COLUMNS)
