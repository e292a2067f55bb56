"""Messages in bulk, as columns, for whoever counts them: rows go from the driver's cursor straight into Polars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from qunli.core.actor import Actor
from qunli.domains.chat.models import Group, Message, Movement
from qunli.domains.chat.queries import seeing

SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "at": pl.Int64,
    "channel": pl.Int64,
    "topic": pl.String,
    "author": pl.Int64,
    "to": pl.Int64,
    "length": pl.Int64,
    "question": pl.Boolean,
}
FIELDS = ("id", "at", "group_id", "topic", "author_id", "to_id", "length", "question")
MOVEMENT_SCHEMA: dict[str, Any] = {"ts": pl.Int64, "channel": pl.Int64, "author": pl.Int64, "kind": pl.String}
DAY_MS = 86_400_000
FETCHED = 100_000
"""Rows held as Python objects at a time."""


def messages_between(actor: Actor, group: int, from_ms: int, to_ms: int) -> pl.DataFrame:
    """A group's messages with from_ms <= at < to_ms, by time: ts (s, UTC), id, at (ms), channel (group id), topic or
    null, author (identity id), to (identity id) or null, length (characters), question."""
    with seeing(actor) as community:
        rows = Message.objects.filter(community_id=community, group_id=group, at__gte=from_ms, at__lt=to_ms)
        return _frame(rows.order_by("at", "id").values_list(*FIELDS), SCHEMA)


def messages_of_days(actor: Actor, group: int, days: Iterable[int]) -> pl.DataFrame:
    """As `messages_between`, for UTC days (since 1970); neighbouring days are read in one go."""
    parts = [messages_between(actor, group, first * DAY_MS, (last + 1) * DAY_MS) for first, last in _runs(sorted(days))]
    return pl.concat(parts) if parts else _as_messages(pl.DataFrame(schema=SCHEMA))


def _runs(days: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and day <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def recent_messages(actor: Actor, since_ms: int, with_text: bool) -> pl.DataFrame:
    """The community's messages at or after `since_ms`, by time; columns as `messages_between`,
    and `text` on request."""
    fields, schema = (FIELDS, SCHEMA) if not with_text else ((*FIELDS, "text"), {**SCHEMA, "text": pl.String})
    with seeing(actor) as community:
        # The groups by name, because the index that finds messages by time begins with the group.
        inside = list(Group.objects.filter(community_id=community).values_list("id", flat=True))
        rows = Message.objects.filter(community_id=community, group_id__in=inside, at__gte=since_ms)
        return _frame(rows.order_by("at", "id").values_list(*fields), schema)


def newest_of_days(actor: Actor, first: int, last: int, each: int) -> pl.DataFrame:
    """The newest `each` messages of every UTC day from `first` to `last` (days since 1970), by time, however much was
    said: columns as `messages_between`, and `text`. Memory is bounded by days times `each`."""
    schema = {**SCHEMA, "text": pl.String}
    parts = [_as_messages(pl.DataFrame(schema=schema))]
    with seeing(actor) as community:
        inside = list(Group.objects.filter(community_id=community).values_list("id", flat=True))
        here = Message.objects.filter(community_id=community, group_id__in=inside)
        for day in range(first, last + 1):
            rows = here.filter(at__gte=day * DAY_MS, at__lt=(day + 1) * DAY_MS).order_by("-at", "-id")[:each]
            parts.append(_frame(rows.values_list(*FIELDS, "text"), schema).reverse())
    return pl.concat(parts)


def movements(actor: Actor, since_ms: int = -(2**62)) -> pl.DataFrame:
    """Who came and went since: ts (s, UTC), channel (group id), author (identity id), kind ("join" or "leave"; a
    removal is a leave)."""
    with seeing(actor) as community:
        rows = Movement.objects.filter(community_id=community, at__gte=since_ms)
        frame = _columns(
            rows.order_by("at", "id").values_list("at", "group_id", "identity_id", "kind"), MOVEMENT_SCHEMA
        )
    return frame.with_columns(pl.col("ts") // 1000, pl.col("kind").replace("removal", "leave"))


def _frame(rows: QuerySet[Any, Any], schema: dict[str, Any]) -> pl.DataFrame:
    return _as_messages(_columns(rows, schema))


def _as_messages(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select((pl.col("at") // 1000).alias("ts"), pl.all())


def _columns(rows: QuerySet[Any, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """Past the ORM, whose converters cost ten times what the database does."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # Django's way of saying that no row can match
        return pl.DataFrame(schema=schema)
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while fetched := cursor.fetchmany(FETCHED):
            columns = zip(*fetched, strict=True)
            parts.append(
                pl.DataFrame(
                    [
                        pl.Series(name, values, dtype=kind if kind != pl.Boolean else None).cast(kind)
                        for (name, kind), values in zip(schema.items(), columns, strict=True)
                    ]
                )
            )
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)
