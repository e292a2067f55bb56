"""Cutting a JSON array that is not indented into its objects, by counting brackets. After a broken record the next one
is found by the two keys with which the first record began: what is nested in records rarely has both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

import numpy as np

from qunli.archives.json_stream.cursor import BLOCK, Cursor
from qunli.archives.json_stream.rows import Batch, RowDecoder
from qunli.archives.json_stream.scan import brackets, objects
from qunli.archives.reasons import DAMAGED, ENDS_EARLY, NOT_JSON, skipped
from qunli.archives.records import Skipped

_OPEN, _CLOSE, _ARRAY_END = 0x7B, 0x7D, 0x5D
_BETWEEN = b", \t\r\n"
_KEY = rb'"(?:[^"\\]|\\.){1,40}"'
_SCALAR = rb'\s*:\s*(?:"(?:[^"\\]|\\.){0,200}"|[^"{}\[\],]{1,40}),\s*'
_FIRST_KEYS = re.compile(rb"\s*\{\s*(%b)(?:%b(%b)\s*:)?" % (_KEY, _SCALAR, _KEY))
_ANY_START = rb'\{\s*"'
_WINDOWS = (1 << 12, 1 << 16)
"""Bytes in which a record found after a broken one must end: few at first, for most records are short."""
_BUDGET = 32 * 2**20
"""Bytes that may be looked through in vain for a next record before the rest of the array is given up."""

Row = TypeVar("Row")
Found = Batch[Row] | Skipped


def compact_elements(cursor: Cursor, decoder: RowDecoder[Row], limit: int) -> Iterator[Batch[Row] | Skipped]:
    """The objects (`limit` bytes at most) of the array whose "[" was just passed; leaves the cursor after its "]"."""
    return _Compact(cursor, decoder, limit).read()


class _Compact(Generic[Row]):
    def __init__(self, cursor: Cursor, decoder: RowDecoder[Row], limit: int) -> None:
        one_key, two_keys = _beginnings(cursor.data[cursor.at : cursor.at + _WINDOWS[-1]])
        self._start = re.compile(two_keys)
        self._follows = re.compile(rb"\s*,\s*" + one_key)
        self._cursor = cursor
        self._decoder = decoder
        self._limit = limit
        self._budget = _BUDGET
        self._is_broken = False

    def read(self) -> Iterator[Found[Row]]:
        cursor = self._cursor
        while True:
            used, ended = self._whole_records()
            if used:
                yield from self._take(used)
            if ended and not self._is_broken:
                cursor.at += ended
                return
            if not self._is_broken and cursor.left <= self._limit and cursor.more(max(BLOCK, cursor.left)):
                continue
            if not cursor.data[cursor.at :].strip(_BETWEEN):
                return
            yield from self._find_next()
            if not cursor.left and not cursor.more():
                return

    def _whole_records(self) -> tuple[int, int]:
        """Bytes up to the end of the last whole record, and from there to after the array's end, 0 when it is not here.
        A bracket that closes what was never opened marks the array as broken."""
        cursor = self._cursor
        found = brackets(cursor.data[cursor.at :])
        beyond = np.flatnonzero(found.depth < 0)[:1]
        stop = int(beyond[0]) if len(beyond) else len(found.at)
        ends = found.at[:stop][(found.depth[:stop] == 0) & (found.kind[:stop] == _CLOSE)]
        used = int(ends[-1]) + 1 if len(ends) else 0
        if not len(beyond):
            return used, 0
        self._is_broken = bool(found.kind[stop] != _ARRAY_END)
        return used, 0 if self._is_broken else int(found.at[stop]) + 1 - used

    def _take(self, used: int) -> Iterator[Found[Row]]:
        cursor = self._cursor
        body = cursor.data[cursor.at : cursor.at + used]
        start = len(body) - len(body.lstrip(_BETWEEN))
        position = cursor.position
        batch = self._decoder.many(body[start:], position + start)
        if batch is not None:
            cursor.at += used
            yield batch
            return
        for begin, end in objects(body):
            found = self._decoder.one(body[begin:end], position + begin)
            if (
                isinstance(found, Skipped)
                and found.reason == NOT_JSON
                and self._follows.match(cursor.data, cursor.at + end) is None
            ):
                cursor.at += begin
                self._is_broken = True
                return
            yield found
        cursor.at += used

    def _find_next(self) -> Iterator[Found[Row]]:
        """Skip the broken record at the cursor and give the next one that can be read."""
        cursor, file = self._cursor, self._decoder.file
        self._is_broken = False
        cursor.at += cursor.left - len(cursor.data[cursor.at :].lstrip(_BETWEEN))
        position, excerpt = cursor.position, cursor.data[cursor.at : cursor.at + 1000]
        cursor.at += 1
        while self._budget > 0 and self._seek():
            found = self._record_here()
            if found is not None:
                yield skipped(NOT_JSON, file, position, "byte", excerpt)
                yield found
                return
            cursor.at += 1
        yield skipped(ENDS_EARLY if self._budget > 0 else DAMAGED, file, position, "byte", excerpt)
        cursor.at = len(cursor.data)
        if self._budget <= 0:
            while cursor.more():
                cursor.at = len(cursor.data)

    def _seek(self) -> bool:
        """Move to the next place where a record may begin, with enough of it read to see its end."""
        cursor = self._cursor
        while (match := self._start.search(cursor.data, cursor.at)) is None:
            cursor.at = max(cursor.at, len(cursor.data) - 64)
            if not cursor.more():
                return False
        cursor.at = match.start()
        while cursor.left < _WINDOWS[-1] and cursor.more():
            pass
        return True

    def _record_here(self) -> Batch[Row] | None:
        cursor = self._cursor
        for size in _WINDOWS:
            window = cursor.data[cursor.at : cursor.at + size]
            found = brackets(window)
            ends = found.at[found.depth <= 0][:1]
            if len(ends):
                piece = window[: int(ends[0]) + 1]
                record = self._decoder.one(piece, cursor.position)
                if not isinstance(record, Skipped):
                    cursor.at += len(piece)
                    return record
                self._budget -= len(window)
                return None
            self._budget -= len(window)
        return None


def _beginnings(data: bytes) -> tuple[bytes, bytes]:
    """Patterns of how records begin, by one key and by two, learnt from the first one."""
    first = _FIRST_KEYS.match(data)
    if first is None:
        return _ANY_START, _ANY_START
    start = rb"\{\s*" + re.escape(first[1])
    one_key = start + rb"\s*:"
    return one_key, one_key if first[2] is None else start + _SCALAR + re.escape(first[2]) + rb"\s*:"
