"""The SQL of the message path that the ORM cannot say or says too slowly: look-ups by ten thousand keys at once,
inserts that count what was new, and the one UPDATE that joins a table with itself. All names are fixed here; nothing
that an export says becomes part of a statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db import connection

from qunli.core import bulk
from qunli.domains.chat.models import Message, Movement

MESSAGE_COLUMNS = (
    "community_id", "group_id", "author_id", "external_id", "at", "text", "length", "question", "to_id", "reply_to",
    "topic", "mentions", "reactions", "attachments", "edited_at",
)  # fmt: skip
_AMONG = {
    "sqlite": "{column} IN (SELECT value FROM json_each(%s))",
    "postgresql": "{column} = ANY(%s)",
}


def _among(column: str) -> str:
    return _AMONG[connection.vendor].format(column=column)


def _keys(values: Iterable[str]) -> Any:
    """Many keys as one parameter."""
    return list(values) if connection.vendor == "postgresql" else msgspec.json.encode(list(values)).decode()


def _fetched(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def known_messages(group: int, external_ids: Iterable[str]) -> list[tuple[Any, ...]]:
    """external_id, id, at, author, text, edited_at, reactions (JSON text or null), attachments."""
    columns = "external_id, id, at, author_id, text, edited_at, reactions, attachments"
    sql = f"SELECT {columns} FROM chat_message WHERE group_id = %s AND {_among('external_id')}"  # noqa: S608
    return _fetched(sql, [group, _keys(external_ids)])


def authors(group: int, external_ids: Iterable[str]) -> dict[str, int]:
    """Who wrote these messages, where they are known."""
    sql = f"SELECT external_id, author_id FROM chat_message WHERE group_id = %s AND {_among('external_id')}"  # noqa: S608
    return dict(_fetched(sql, [group, _keys(external_ids)]))


def insert_messages(rows: Iterable[Sequence[Any]]) -> None:
    """Rows of `MESSAGE_COLUMNS` that are known to be new: the caller holds the community's turn."""
    bulk.insert(Message, MESSAGE_COLUMNS, rows)


def change_messages(rows: Sequence[Sequence[Any]]) -> None:
    """Rows of (text, length, question, edited_at, reactions, attachments, id)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE chat_message SET text = %s, length = %s, question = %s, edited_at = %s, reactions = %s,"
            " attachments = %s WHERE id = %s",
            rows,
        )


def answer_waiting_replies(group: int, external_ids: Iterable[str]) -> list[int]:
    """Messages that came before the one they reply to learn whom they speak to; returns their times (ms)."""
    waiting = "group_id = %s AND to_id IS NULL AND reply_to IS NOT NULL"
    if not _fetched(f"SELECT 1 FROM chat_message WHERE {waiting} LIMIT 1", [group]):  # noqa: S608
        return []
    answered = "answered.group_id = chat_message.group_id AND answered.external_id = chat_message.reply_to"
    author = f"SELECT answered.author_id FROM chat_message AS answered WHERE {answered}"  # noqa: S608
    sql = f"UPDATE chat_message SET to_id = ({author}) WHERE {waiting} AND {_among('reply_to')} RETURNING at"  # noqa: S608
    return [at for (at,) in _fetched(sql, [group, _keys(external_ids)])]


def insert_movements(rows: Sequence[Sequence[Any]]) -> int:
    """Rows of (community, group, identity, kind, at, by); returns how many were new."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO chat_movement (community_id, group_id, identity_id, kind, at, by_id)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (group_id, at, identity_id, kind) DO NOTHING",
            rows,
        )
        return int(cursor.rowcount)


def movements_between(group: int, from_ms: int, to_ms: int) -> list[tuple[Any, ...]]:
    """id, identity, kind, at of a group's comings and goings with from_ms <= at <= to_ms."""
    sql = "SELECT id, identity_id, kind, at FROM chat_movement WHERE group_id = %s AND at BETWEEN %s AND %s"
    return _fetched(sql, [group, from_ms, to_ms])


def last_message() -> int:
    """The highest id of a message that can be seen; those inserted from now on have higher ones."""
    return int(_fetched("SELECT coalesce(max(id), 0) FROM chat_message", [])[0][0])


def run_of(
    table: type[Message] | type[Movement], group: int, first: int, last: int, most: int
) -> list[tuple[int, int]]:
    """id and at of a group's rows with first <= id <= last, by id, `most` at most. By the primary key: the sign keeps
    the database from going through the whole group instead. What came live stays."""
    among = "id BETWEEN %s AND %s AND +group_id = %s" + (" AND seq IS NULL" if table is Message else "")
    sql = f"SELECT id, at FROM {table._meta.db_table} WHERE {among} ORDER BY id LIMIT %s"  # noqa: S608
    return [(row, at) for row, at in _fetched(sql, [first, last, group, most])]


def count_run(group: int, first: int, last: int) -> int:
    """How many messages of a group have first <= id <= last and did not come live."""
    sql = "SELECT count(*) FROM chat_message WHERE id BETWEEN %s AND %s AND +group_id = %s AND seq IS NULL"
    return int(_fetched(sql, [first, last, group])[0][0])


def address_messages(rows: Sequence[Sequence[Any]]) -> None:
    """Rows of (to, id)."""
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE chat_message SET to_id = %s WHERE id = %s", rows)


def touch_days(community: int, days: Iterable[tuple[int, int]]) -> None:
    """Mark (group, day) for counting again; a day marked already gets a new version."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO chat_touchedday (community_id, group_id, day, version) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (group_id, day) DO UPDATE SET version = chat_touchedday.version + 1",
            [(community, group, day) for group, day in sorted(days)],
        )
