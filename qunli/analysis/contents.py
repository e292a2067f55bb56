"""What a history holds until a day, as a short digest: two that agree give the same conclusions."""

from __future__ import annotations

import hashlib
import json

import polars as pl

from qunli.analysis.edition import edition
from qunli.analysis.history import History

UNSTEADY = ("weight",)
"""Left out: it follows from the messages that the counts follow from, and sums of it differ in the last digit by the
order in which they were added."""


class Contents:
    """Of everybody's days and ties, programs included, each row hashed once."""

    def __init__(self, history: History) -> None:
        self._prints = (_by_day(history.everybodys_days), _by_day(history.channel_ties))
        programs = [history.bots, history.flagged, history.judged or frozenset()]
        self._programs = [history.judged is None, *(sorted(map(str, some)) for some in programs)]

    def until(self, day: int) -> str:
        """Of the days (since 1970) before `day`. Holds for one edition of the conclusions on one kind of machine."""
        digest = hashlib.blake2b(edition().encode(), digest_size=16)
        for prints in self._prints:
            digest.update(prints.filter(pl.col("day") < day)["print"].to_numpy().tobytes())
        digest.update(json.dumps(self._programs).encode())
        return digest.hexdigest()


def _by_day(rows: pl.DataFrame) -> pl.DataFrame:
    """day, print: one number for all rows of a day, whatever their order; rows are unique."""
    known = rows.select(sorted(set(rows.columns) - set(UNSTEADY)))
    prints = rows.select("day", known.hash_rows().alias("print"))
    return prints.group_by("day").agg(pl.col("print").bitwise_xor()).sort("day")
