"""What is to be done on a platform waits in line: written in the transaction that decides it, done by whoever runs the
connection."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from qunli.domains.chat.models import Connection, Deed, Group

Kind = Deed.Kind


def put(group: Group, kind: str, key: str, body: Mapping[str, Any], source: tuple[int, int] | None = None) -> None:
    """Put a deed in a connected group's line; the same key is put there once, ever. `source` is the message here
    (group, number) of which this is the copy there."""
    if group.connection_id is None:
        return
    put_rows([_row(group.community_id, group.connection_id, group.id, group.external_id, kind, key, body, source)])


def put_members(group: Group) -> None:
    """Fetch who is in a group; once a minute is enough."""
    put(group, Kind.MEMBERS, f"members:{group.id}:{timezone.now():%Y%m%d%H%M}", {})


def put_direct(connection: Connection, person: str, key: str, text: str) -> None:
    """Write to one person, by the id that the platform has for them."""
    body = {"text": text}
    put_rows([_row(connection.community_id, connection.id, None, person, Kind.DIRECT, key, body, None)])


def put_welcome(connection: Connection, place: str, person: str, text: str) -> None:
    """Greet somebody who came to our account, at the `place` where the platform lets us; once."""
    body = {"text": text, "person": person}
    put_rows([_row(connection.community_id, connection.id, None, place, Kind.WELCOME, f"welcome:{place}", body, None)])


def renew_later(deed: Deed, longest: float | None, timed: bool = True) -> None:
    """Somebody was silenced, or is free: what was planned for them before counts no more. Where nobody can be silenced
    for longer than `longest` seconds, the same is planned again before those are over; where a silence does not end by
    itself (`timed`), its end is planned. That holds nothing up."""
    person, until = deed.body.get("person"), deed.body.get("until")
    planned = Deed.objects.filter(connection_id=deed.connection_id, lane=deed.lane, kind=Kind.RESTRICT)
    planned = planned.filter(state=Deed.State.LATER, body__person=person)
    planned.update(state=Deed.State.DROPPED, done_at=timezone.now())
    if until is not None and not timed:
        _plan(deed, "end", {**deed.body, "until": None}, datetime.fromtimestamp(until / 1000, UTC))
    elif until is not None and longest is not None and until / 1000 > time.time() + longest:
        _plan(deed, "again", deed.body, timezone.now() + timedelta(seconds=longest - min(3600.0, longest / 10)))


def _plan(deed: Deed, what: str, body: Mapping[str, Any], due: datetime) -> None:
    row = _row(
        deed.community_id, deed.connection_id, deed.group_id, deed.lane, deed.kind, f"{deed.id}:{what}", body, None
    )
    row.state, row.due = Deed.State.LATER, due
    put_rows([row])


def settle_removals(group: Group, person: str) -> None:
    """Somebody is out of a group: whoever was asked to take them out by hand has nothing left to do."""
    asked = Deed.objects.filter(group=group, kind=Kind.REMOVE, state=Deed.State.PERSON, body__person=person)
    asked.update(state=Deed.State.DONE, done_at=timezone.now())


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
