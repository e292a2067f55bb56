"""Invented histories for the tests of this room."""

from __future__ import annotations

import random

import polars as pl

DAY = 86_400
START = 20_000 * DAY


def said(*rows: tuple[int, str, str], **more: object) -> pl.DataFrame:
    """Messages (seconds after START, author, addressee or "") in one channel without topics."""
    return pl.DataFrame(
        [
            {"ts": START + at, "channel": "hall", "author": author, "to": to or None, "length": 10, "question": False}
            for at, author, to in rows
        ],
        schema_overrides={"to": pl.String},
    ).with_columns(**{name: pl.lit(value) for name, value in more.items()})


def lively(days: int = 30, people: int = 20, a_day: int = 60, seed: int = 1, topics: bool = True) -> pl.DataFrame:
    """A community that talks every day, a minute apart or less, partly in topics, sometimes naming each other."""
    chance = random.Random(seed)
    rows = []
    for day in range(days):
        moments = sorted(chance.randrange(DAY) // 7 * 7 for _ in range(a_day))
        for at in moments:
            author = min(int(chance.expovariate(1 / 5)), people - 1)
            named = chance.random() < 0.2
            channel = chance.choice(["hall", "yard"])
            rows.append(
                {
                    "ts": START + day * DAY + at,
                    "channel": channel,
                    "topic": chance.choice(["tea", "rice"]) if topics and channel == "yard" else None,
                    "author": author,
                    "to": chance.randrange(people) if named else None,
                    "length": chance.randrange(5, 200),
                    "question": chance.random() < 0.15,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"topic": pl.String, "to": pl.Int64})
