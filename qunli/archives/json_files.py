"""The arrays of records in every JSON file of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qunli.archives.containers import Member
from qunli.archives.json_stream import Array, arrays
from qunli.archives.reader import Head, files_like
from qunli.archives.reasons import UNEXPECTED, skipped
from qunli.archives.records import Skipped
from qunli.archives.source import Source


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
