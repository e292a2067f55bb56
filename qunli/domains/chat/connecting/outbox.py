"""What is to be done on a platform waits in line: written in the transaction that decides it, done by whoever runs the
connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qunli.domains.chat.models import Connection, Deed, Group

Kind = Deed.Kind


def put(group: Group, kind: str, key: str, body: Mapping[str, Any], source: tuple[int, int] | None = None) -> None:
    """Put a deed in a connected group's line; the same key is put there once, ever. `source` is the message here
    (group, number) of which this is the copy there."""
    if group.connection_id is None:
        return
    put_rows([_row(group.community_id, group.connection_id, group.id, group.external_id, kind, key, body, source)])


def put_direct(connection: Connection, person: str, key: str, text: str) -> None:
    """Write to one person, by the id that the platform has for them."""
    body = {"text": text}
    put_rows([_row(connection.community_id, connection.id, None, person, Kind.DIRECT, key, body, None)])


def put_rows(rows: Iterable[Deed]) -> None:
    """Into the line, those that are not there yet."""
    Deed.objects.bulk_create(rows, ignore_conflicts=True)


def _row(
    community: int,
    connection: int,
    group: int | None,
    lane: str,
    kind: str,
    key: str,
    body: Mapping[str, Any],
    source: tuple[int, int] | None,
) -> Deed:
    return Deed(
        community_id=community,
        connection_id=connection,
        group_id=group,
        lane=lane,
        kind=kind,
        key=key[:200],
        body=dict(body),
        source_id=source[0] if source else None,
        source_seq=source[1] if source else None,
    )
