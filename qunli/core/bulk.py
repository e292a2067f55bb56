"""Rows by the hundred thousand: past the ORM, whose objects cost ten times what the database does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

KEYS_AT_ONCE = 500
"""SQLite's limit on parameters is not far above."""


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Any]) -> None:
    """Insert rows that are known to be new, within the current transaction. `columns` are names in the database."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(column) for column in columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    lines: Any = rows
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", lines)  # noqa: S608  names are the model's


def delete(model: type[Model], **conditions: Any) -> None:
    """Delete rows that nothing points to, without collecting them first."""
    rows = model._default_manager.filter(**conditions)
    rows._raw_delete(rows.db)


def delete_some(rows: QuerySet[Any], most: int) -> int:
    """Delete `most` of these rows at most, past the search for rows that point to them: the database's own foreign
    keys refuse what must not go. Returns how many went."""
    keys = list(rows.order_by().values_list("pk", flat=True)[:most])
    delete_keys(rows.model, keys)
    return len(keys)


def delete_keys(model: type[Model], keys: Iterable[Any]) -> None:
    """Delete rows that were read before by their primary keys alone: with any other condition the database may choose
    that one's index, and go through a whole group for each few rows."""
    delete_each(model, [str(model._meta.pk.column)], [(key,) for key in keys])


def delete_each(model: type[Model], columns: Sequence[str], keys: Iterable[Sequence[Any]]) -> None:
    """Delete the rows of each key, which names a community's own things by `columns` that begin an index. Without the
    community as a condition: SQLite would take the index of that, and go through all rows of the community."""
    quote = connection.ops.quote_name
    conditions = " AND ".join(f"{quote(column)} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {quote(model._meta.db_table)} WHERE {conditions}", list(keys))  # noqa: S608
