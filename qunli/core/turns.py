"""One writer at a time for a piece of a community's data, until the end of the transaction."""

from __future__ import annotations

import zlib

from django.db import connection


def take_turns(name: str, community: int) -> None:
    """Wait for whoever holds `name` in this community. SQLite has one writer at a time by itself; PostgreSQL is asked
    for an advisory lock, because rows that do not exist yet cannot be locked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [zlib.crc32(name.encode()) >> 1, community % 2**31])
