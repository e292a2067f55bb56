"""Invented lives of communities: so many people a week, and members with habits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from qunli.analysis.history import History

DAY = 86_400
START = 19_000 * DAY


def weekly_people(counts: Sequence[int]) -> pl.DataFrame:
    """In week w the members 0 to counts[w]-1 write one message each, spread over the week."""
    rows = [
        (START + (7 * week + member % 7) * DAY + 40_000 + 600 * (member % 40), member)
        for week, count in enumerate(counts)
        for member in range(count)
    ]
    return messages(rows)


def messages(rows: Iterable[tuple[int, int]]) -> pl.DataFrame:
    """(moment, author) in one channel, of differing lengths, every fifth a question: people, not programs."""
    ordered = sorted(rows)
    return pl.DataFrame(
        {
            "ts": [moment for moment, _ in ordered],
            "channel": ["hall"] * len(ordered),
            "author": [author for _, author in ordered],
            "length": [5 + (37 * at * at) % 211 for at in range(len(ordered))],
            "question": [at % 5 == 0 for at in range(len(ordered))],
        },
        schema={"ts": pl.Int64, "channel": pl.String, "author": pl.Int64, "length": pl.Int64, "question": pl.Boolean},
    )


def history(frame: pl.DataFrame) -> History:
    """Seen at the end of its last day."""
    whole = History.from_frame(frame)
    return whole.until(-(-whole.end // DAY) * DAY)


def habits(hours: dict[int, int], days: int = 60, every: int = 1) -> pl.DataFrame:
    """Each author writes in their own UTC hour on every `every`-th of `days` days."""
    return messages(
        (START + day * DAY + hour * 3600 + 60 * author, author)
        for day in range(0, days, every)
        for author, hour in hours.items()
    )


def program(days: int) -> pl.DataFrame:
    """Author 7 says the same every twenty minutes, day and night."""
    told = messages((moment, 7) for moment in range(START, START + days * DAY, 1200))
    return told.with_columns(length=pl.lit(40, pl.Int64), question=pl.lit(value=False))
