"""Stored rollups as frames, by person instead of by identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import QuerySet

from qunli.domains.insight.models import MemberDay, TieDay

MEMBER_DAY: dict[str, Any] = {
    "channel": pl.Int64,
    "author": pl.Int64,
    "day": pl.Int32,
    **dict.fromkeys(
        ("messages", "length", "questions", "addressed", "instant", "squares", "turns", "prompt", "repeats", "called"),
        pl.Int64,
    ),
    "hours": pl.Int32,
    "first_ts": pl.Int64,
    "last_ts": pl.Int64,
}
TIE_DAY: dict[str, Any] = {
    "channel": pl.Int64,
    "author": pl.Int64,
    "other": pl.Int64,
    "day": pl.Int32,
    "named": pl.Int64,
    "next": pl.Int64,
    "weight": pl.Float64,
}
FETCHED = 100_000
"""Rows held as Python objects at a time."""


def member_days(community: int) -> pl.DataFrame:
    """By identity; columns as `analysis.rollups.channel_member_days`."""
    return _frame(MemberDay.objects.filter(community_id=community), MEMBER_DAY)


def tie_days(community: int) -> pl.DataFrame:
    """By identity; columns as `analysis.rollups.channel_ties`."""
    return _frame(TieDay.objects.filter(community_id=community), TIE_DAY)


def member_days_by_person(days: pl.DataFrame, person_of: Mapping[int, int]) -> pl.DataFrame:
    """The same with people as authors: what one person did under several identities is one row a group and day."""
    named = _as_people(days, person_of, "author")
    summed = [name for name in MEMBER_DAY if name not in ("channel", "author", "day", "hours", "first_ts", "last_ts")]
    return (
        named.group_by("channel", "author", "day")
        .agg(
            *(pl.col(name).sum() for name in summed),
            pl.col("hours").bitwise_or(),
            pl.col("first_ts").min(),
            pl.col("last_ts").max(),
        )
        .select(list(MEMBER_DAY))
    )


def tie_days_by_person(ties: pl.DataFrame, person_of: Mapping[int, int]) -> pl.DataFrame:
    """The same with people as authors; nobody is tied to themselves."""
    named = _as_people(ties, person_of, "author", "other").filter(pl.col("author") != pl.col("other"))
    sums = pl.col("named", "next", "weight").sum()
    return named.group_by("channel", "author", "other", "day").agg(sums).select(list(TIE_DAY))


def _as_people(frame: pl.DataFrame, person_of: Mapping[int, int], *columns: str) -> pl.DataFrame:
    identities, people = list(person_of), list(person_of.values())
    for column in columns:
        frame = frame.with_columns(
            pl.col(column).replace_strict(
                pl.Series(identities, dtype=pl.Int64), pl.Series(people, dtype=pl.Int64), default=None
            )
        )
    return frame.drop_nulls(list(columns))


def _frame(rows: QuerySet[Any, Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    fields: Sequence[str] = ["group_id" if name == "channel" else name for name in schema]
    sql, parameters = rows.order_by().values_list(*fields).query.sql_with_params()
    parts = [pl.DataFrame(schema=dict(schema))]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while fetched := cursor.fetchmany(FETCHED):
            parts.append(pl.DataFrame(fetched, schema=dict(schema), orient="row"))
    return pl.concat(parts)
