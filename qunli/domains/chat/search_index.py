"""The SQL of finding messages: FTS5 on SQLite, a GIN index over words on PostgreSQL. One row for each live message.

Written in the transaction that writes the message. A word of its own names the group, so that a small group's rare
message is not looked for among all others; every hit is checked against its row besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import DEFAULT_DB_ALIAS, connection, connections

from qunli.domains.chat import search_words

CREATE = {
    "sqlite": "CREATE VIRTUAL TABLE chat_search USING fts5"
    "(words, detail=none, prefix='1 2 3 4 5 6', tokenize='unicode61 remove_diacritics 0')",
    "postgresql": "CREATE TABLE chat_search (message bigint PRIMARY KEY, words tsvector NOT NULL);"
    "CREATE INDEX chat_search_words ON chat_search USING gin (words)",
}
BEGINNING = 6
"""Letters of a beginning that SQLite keeps an index for. Of a longer one so many are looked for, and the rest is seen
in the text: else all messages with any word that begins so would be gathered before the first is known."""
_KEEP = {
    "sqlite": "INSERT OR REPLACE INTO chat_search(rowid, words) SELECT id, %s FROM chat_message"
    " WHERE group_id = %s AND seq = %s",
    "postgresql": "INSERT INTO chat_search(message, words) SELECT id, array_to_tsvector(%s::text[]) FROM chat_message"
    " WHERE group_id = %s AND seq = %s ON CONFLICT (message) DO UPDATE SET words = excluded.words",
}
_FIND = {
    "sqlite": "SELECT rowid FROM chat_search WHERE chat_search MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT message FROM chat_search WHERE words @@ %s::tsquery AND message < %s"
    " ORDER BY message DESC LIMIT %s",
}
_EMPTY = {
    "sqlite": "DELETE FROM chat_search WHERE rowid IN (SELECT rowid FROM chat_search WHERE chat_search MATCH %s)",
    "postgresql": "DELETE FROM chat_search WHERE words @@ %s::tsquery",
}
NEWEST = 2**62


def keep(rows: Iterable[tuple[int, int, str]], using: str = DEFAULT_DB_ALIAS) -> None:
    """Group, number and text of messages that came or changed; without text there is nothing to find."""
    kept, gone = [], []
    connection = connections[using]
    for group, seq, text in rows:
        found = search_words.words(text)
        if found:
            held = [*found, _group(group)]
            kept.append((held if connection.vendor == "postgresql" else " ".join(held), group, seq))
        else:
            gone.append((group, seq))
    with connection.cursor() as cursor:
        if kept:
            cursor.executemany(_KEEP[connection.vendor], kept)
        for group, seq in gone:
            cursor.execute(
                f"DELETE FROM chat_search WHERE {_ID[connection.vendor]} IN"  # noqa: S608
                " (SELECT id FROM chat_message WHERE group_id = %s AND seq = %s)",
                [group, seq],
            )


def drop(messages: Sequence[int]) -> None:
    """These are found no more."""
    if messages:
        marks = ", ".join(["%s"] * len(messages))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM chat_search WHERE {_ID[connection.vendor]} IN ({marks})",  # noqa: S608
                list(messages),
            )


def drop_groups(groups: Sequence[int]) -> None:
    """Nothing said in these is found any more."""
    for group in groups:
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY[connection.vendor], [_query(group, ())])


def find(group: int, question: str, before: int, limit: int) -> list[int]:
    """Ids of messages that may hold what is asked for, newest first, below the id `before`."""
    wanted = search_words.wanted(question)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [_query(group, wanted), before, limit])
        return [row[0] for row in cursor.fetchall()]


_ID = {"sqlite": "rowid", "postgresql": "message"}


def _group(group: int) -> str:
    return f"qunligroup{group}"


def _query(group: int, wanted: Sequence[tuple[str, bool]]) -> str:
    if connection.vendor == "postgresql":
        asked = [f"'{word}':*" if open_end else f"'{word}'" for word, open_end in wanted]
        return " & ".join([*asked, f"'{_group(group)}'"])
    asked = [f'"{word[:BEGINNING]}"*' if open_end else f'"{word}"' for word, open_end in wanted]
    return " AND ".join([*asked, f'"{_group(group)}"'])
