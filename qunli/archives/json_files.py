"""The arrays of records in every JSON file of an export."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any

from qunli.archives.containers import Member
from qunli.archives.json_stream import Array, arrays
from qunli.archives.json_stream.repair import REFUSALS, loads
from qunli.archives.reader import Head, files_like
from qunli.archives.reasons import UNEXPECTED, skipped
from qunli.archives.records import Skipped
from qunli.archives.source import Source

DOCUMENT_LIMIT = 64 * 2**20
"""Bytes of a file that is read whole."""


def arrays_in(
    source: Source, looks_right: Callable[[Head], float], keys: tuple[str, ...] = ("messages",)
) -> Iterator[tuple[Member, Array] | Skipped]:
    """Each array under one of `keys`, with the file it is in; a Skipped for each JSON file that has none."""
    for member in files_like(source, looks_right, (".json",)):
        if isinstance(member, Skipped):
            yield member
            continue
        found = False
        with source.open(member) as stream:
            for array in arrays(stream, keys):
                found = True
                yield member, array
        if not found:
            yield skipped(UNEXPECTED, member.name, 0, "byte")


def document(source: Source, member: Member) -> Any:
    """A small JSON file as a whole, or None when it is broken or longer than DOCUMENT_LIMIT."""
    parts: list[bytes] = []
    left = DOCUMENT_LIMIT
    with source.open(member) as stream:
        while left > 0 and (data := stream.read()):
            parts.append(data)
            left -= len(data)
    try:
        return loads(b"".join(parts).removeprefix(BOM_UTF8)) if left > 0 else None
    except REFUSALS:
        return None
