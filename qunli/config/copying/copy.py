"""Copy every row in one transaction of the target: it holds everything or, whatever happens, nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connections, transaction

from qunli.config.copying.tables import Table, columns, points_to_itself, tables
from qunli.config.copying.values import changed, changes
from qunli.domains.chat import facade as chat

SOURCE, TARGET = "default", "target"
BATCH = 20_000
"""Rows of one COPY. References are checked at the end of each, so that none waits in memory."""
MADE_BY_MIGRATIONS = {"django_content_type", "auth_permission"}
"""Tables that are not empty in a new database: what is in them is replaced."""
NOT_COPIED = {"django_migrations", "chat_search"}
"""What migrations did here, and the index of words, which is made anew: each database keeps it in a form of its own."""
Report = Callable[[str, int, int], None]
"""Told the table, rows copied so far and rows there are."""


class NotCopied(Exception):
    """Why nothing was copied, in one sentence."""


def rows_in(alias: str, table: Table) -> int:
    """Every row, whatever community it belongs to."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_name(alias, table)}")  # noqa: S608  names are the models'
        return int(cursor.fetchone()[0])


def refuse_unless_empty() -> None:
    """Raises `NotCopied` when the target holds anything that is not just made by migrations."""
    present = set(connections[TARGET].introspection.table_names())
    known = {one._meta.db_table: one for one in tables()}
    if strange := sorted(present - known.keys() - NOT_COPIED):
        raise NotCopied(f"The target database holds a table that is not Qunli's: {strange[0]}. Nothing was copied.")
    for name in sorted(present & known.keys() - MADE_BY_MIGRATIONS):
        if count := rows_in(TARGET, known[name]):
            raise NotCopied(f"The target database is not empty: {name} has {count:,} rows. Nothing was copied.")


def copy_everything(report: Report) -> dict[str, int]:
    """Rows by table, the same number in both databases. The source is locked for writers meanwhile, so that it is one
    state that is copied. Raises `NotCopied`, and leaves the target empty, when a table comes out with another number;
    what the target refuses raises Django's database errors."""
    with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET):
        every = tables()
        _empty(every)
        with _guards_asleep(every):
            for table in every:
                _check_references_at_once(table)
                _copy(table, report)
        counts = {table._meta.db_table: _verified(table) for table in every}
        _set_sequences(every)
        chat.fill_search_index(TARGET, lambda done, total: report("chat_search", done, total))
    return counts


def _empty(every: list[Table]) -> None:
    """In the reverse order, because permissions point to content types."""
    with connections[TARGET].cursor() as cursor:
        for table in reversed(every):
            if table._meta.db_table in MADE_BY_MIGRATIONS:
                cursor.execute(f"DELETE FROM {_name(TARGET, table)}")  # noqa: S608


@contextmanager
def _guards_asleep(every: list[Table]) -> Iterator[None]:
    """What our triggers would add or refuse is in the rows already."""
    _triggers(every, "DISABLE")
    yield
    _triggers(every, "ENABLE")


def _triggers(every: list[Table], what: str) -> None:
    with connections[TARGET].cursor() as cursor:
        # A table with references that are not checked yet cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in every:
            cursor.execute(f"ALTER TABLE {_name(TARGET, table)} {what} TRIGGER USER")


def _check_references_at_once(table: Table) -> None:
    """Rows that point to later rows of their own table can be checked when all are there only."""
    with connections[TARGET].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if points_to_itself(table):
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(table: Table, report: Report) -> None:
    fields = columns(table)
    how, total, done = changes(fields), rows_in(SOURCE, table), 0
    quote = connections[TARGET].ops.quote_name
    names = ", ".join(quote(one.column) for one in fields)
    rows = _rows(table, [one.column for one in fields])
    report(table._meta.db_table, 0, total)
    with connections[TARGET].cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            with cursor.copy(f"COPY {_name(TARGET, table)} ({names}) FROM STDIN") as copy:
                for row in batch:
                    copy.write_row(changed(row, how))
            done += len(batch)
            report(table._meta.db_table, done, total)


def _rows(table: Table, names: list[str]) -> Iterator[tuple[Any, ...]]:
    """In the order of the primary key, as SQLite keeps them."""
    quote = connections[SOURCE].ops.quote_name
    listed, key = ", ".join(quote(one) for one in names), quote(str(table._meta.pk.column))
    # Past Django's cursor, which reads all rows before it gives the first one.
    cursor = connections[SOURCE].connection.cursor()
    cursor.execute(f"SELECT {listed} FROM {_name(SOURCE, table)} ORDER BY {key}")  # noqa: S608
    while some := cursor.fetchmany(2000):
        yield from some


def _verified(table: Table) -> int:
    before, after = rows_in(SOURCE, table), rows_in(TARGET, table)
    if before != after:
        name = table._meta.db_table
        raise NotCopied(f"{name} has {before:,} rows, but {after:,} arrived. Nothing was copied.")
    return after


def _set_sequences(every: list[Table]) -> None:
    with connections[TARGET].cursor() as cursor:
        for line in connections[TARGET].ops.sequence_reset_sql(no_style(), every):
            cursor.execute(line)


def _name(alias: str, table: Table) -> str:
    return connections[alias].ops.quote_name(table._meta.db_table)
