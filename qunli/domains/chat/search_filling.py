"""The index of words, made anew from the messages that a database holds: it is not copied from one to another, because
each database keeps it in a form of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connections

from qunli.domains.chat import search_index

AT_ONCE = 5_000
_LIVE = "seq IS NOT NULL AND deleted_at IS NULL"


def fill_search_index(using: str, report: Callable[[int, int], None]) -> int:
    """Index every live message of the database `using`; returns how many. `report` is told how many are done and how
    many there are. Doing it again changes nothing. To be called in a transaction."""
    done, last = 0, 0
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM chat_message WHERE {_LIVE}")  # noqa: S608
        total = int(cursor.fetchone()[0])
        while True:
            cursor.execute(
                f"SELECT id, group_id, seq, text FROM chat_message WHERE {_LIVE} AND id > %s"  # noqa: S608
                " ORDER BY id LIMIT %s",
                [last, AT_ONCE],
            )
            rows = cursor.fetchall()
            if not rows:
                return done
            search_index.keep(((group, seq, text) for _id, group, seq, text in rows), using=using)
            done, last = done + len(rows), rows[-1][0]
            report(done, total)
