"""Updates of many rows with values of their own. The ORM's `bulk_update` builds one CASE of all of them, which for four
thousand people takes as long as storing their hundred thousand messages."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from qunli.domains.members.models import Identity, Person


def update_identities(rows: Sequence[Identity]) -> None:
    """Write what platforms say of these identities."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE members_identity SET external_id = %s, name = %s, handle = %s, is_bot = %s, seen_at = %s"
            " WHERE id = %s",
            [(one.external_id, one.name, one.handle, one.is_bot, one.seen_at, one.id) for one in rows],
        )


def update_people(rows: Sequence[Person]) -> None:
    """Write names and what people are found by."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE members_person SET name = %s, search = %s WHERE id = %s",
            [(one.name, one.search, one.id) for one in rows],
        )
