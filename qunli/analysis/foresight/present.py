"""Members a conclusion speaks of, to the second."""

from __future__ import annotations

import polars as pl

from qunli.analysis.foresight.features import ACTIVE_DAYS, ACTIVE_MESSAGES
from qunli.analysis.foresight.tables import DAY, Ints, Tables
from qunli.analysis.history import History


def active(past: History, known: Tables, since: int | None = None) -> Ints:
    """Numbers of people with `ACTIVE_MESSAGES` messages in the last `ACTIVE_DAYS` days, ascending; first seen not
    before `since` (s, UTC) if given. Of a day that lies half outside, all messages count when the last is inside."""
    days = past.member_days
    lately = days.filter(pl.col("last_ts") >= past.end - ACTIVE_DAYS * DAY)
    found = lately.group_by("author").agg(pl.col("messages").sum()).filter(pl.col("messages") >= ACTIVE_MESSAGES)
    if since is not None:
        first = days.group_by("author").agg(pl.col("first_ts").min())
        found = found.join(first.filter(pl.col("first_ts") >= since), on="author")
    return found.join(known.people, on="author")["who"].sort().to_numpy()
