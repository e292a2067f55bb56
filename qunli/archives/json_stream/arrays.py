"""The arrays of records in a JSON file, found by their key without reading the file whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from qunli.archives.json_stream.cursor import Cursor
from qunli.archives.json_stream.elements import elements
from qunli.archives.json_stream.repair import REFUSALS, loads
from qunli.archives.json_stream.rows import Batch, RowDecoder
from qunli.archives.json_stream.scan import last_open_object
from qunli.archives.reasons import DAMAGED, skipped
from qunli.archives.records import Skipped
from qunli.archives.streams import MemberStream

HEADER_LIMIT = 64 * 2**20
"""Bytes before an array that are kept to read what its object says of it (members with pictures can be long)."""

_SPACE = b" \t\r\n"
_KEY_TAIL = 64

Row = TypeVar("Row")


class Array:
    """One array. `header` holds the fields that stand before it in its object; `key` its name, "" for a bare array;
    `outermost` says that its object is the whole file; `position` where it begins, in bytes."""

    def __init__(self, key: str, header: dict[str, Any], cursor: Cursor, *, outermost: bool) -> None:
        self.key = key
        self.header = header
        self.outermost = outermost
        self.position = cursor.position
        self._cursor = cursor

    def batches(self, row: type[Row]) -> Iterator[Batch[Row] | Skipped]:
        """The array's objects as `row`s, once. An array that is left unread is passed over."""
        stream = self._cursor.stream
        yield from elements(self._cursor, RowDecoder(row, stream.name))
        if stream.damage is not None:
            yield skipped(DAMAGED, stream.name, stream.position, "byte", stream.damage)


def arrays(stream: MemberStream, keys: tuple[str, ...]) -> Iterator[Array]:
    """Arrays of objects under one of `keys`, at any depth, or the whole file when it is an array itself."""
    cursor = Cursor(stream)
    if cursor.data[cursor.at :].lstrip(_SPACE)[:1] == b"[":
        cursor.at = cursor.data.index(b"[", cursor.at) + 1
        yield Array("", {}, cursor, outermost=True)
        return
    if not keys:
        return
    pattern = re.compile(rb'"(%b)"\s*:\s*\[' % b"|".join(re.escape(key.encode()) for key in keys))
    first = True
    while (match := _find(cursor, pattern)) is not None:
        before = cursor.data[cursor.at : match.start()]
        start = last_open_object(before)
        outermost = first and not before[: max(start, 0)].strip(_SPACE)
        cursor.at = match.end()
        first = False
        yield Array(match[1].decode(), _header(before[start:]) if start >= 0 else {}, cursor, outermost=outermost)


def _find(cursor: Cursor, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    searched = cursor.at
    while True:
        match = pattern.search(cursor.data, searched)
        while match is not None and cursor.data[match.start() - 1 : match.start()] == b"\\":
            match = pattern.search(cursor.data, match.end())
        if match is not None:
            return match
        if cursor.left > HEADER_LIMIT:
            cursor.at = len(cursor.data) - _KEY_TAIL
        searched = max(cursor.at, len(cursor.data) - _KEY_TAIL) - cursor.at
        if not cursor.more():
            return None


def _header(opened: bytes) -> dict[str, Any]:
    try:
        value = loads(opened.rstrip(_SPACE + b",") + b"}")
    except REFUSALS:
        return {}
    return value if isinstance(value, dict) else {}
