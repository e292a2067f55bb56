"""Cutting a JSON array into its objects while it streams by.

Programs that indent write the same few bytes between two records and nowhere else, for a line break cannot stand inside
a JSON string; so such arrays are cut by searching for those bytes, and a broken record cannot hide its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

from qunli.archives.json_stream.compact import compact_elements
from qunli.archives.json_stream.cursor import BLOCK, Cursor
from qunli.archives.json_stream.rows import Batch, RowDecoder
from qunli.archives.json_stream.scan import objects
from qunli.archives.reasons import ENDS_EARLY, RECORD_TOO_LONG, skipped
from qunli.archives.records import Skipped

RECORD_LIMIT = 16 * 2**20
"""Bytes of one record; a longer one is skipped."""

_FIRST = re.compile(rb"[ \t]*(\r?\n)([ \t]*)\{[ \t]*\r?\n")
_ENOUGH = 4096
_BETWEEN = b", \t\r\n"

Row = TypeVar("Row")
Found = Batch[Row] | Skipped


def elements(cursor: Cursor, decoder: RowDecoder[Row]) -> Iterator[Batch[Row] | Skipped]:
    """The objects of the array whose "[" was just passed; leaves the cursor after its "]"."""
    while cursor.left < _ENOUGH and cursor.more():
        pass
    first = _FIRST.match(cursor.data, cursor.at)
    if first is None:
        return compact_elements(cursor, decoder, RECORD_LIMIT)
    return _Indented(cursor, decoder, first[1] + first[2]).read()


class _Indented(Generic[Row]):
    """An array in which every record begins with `margin`, a line break and blanks."""

    def __init__(self, cursor: Cursor, decoder: RowDecoder[Row], margin: bytes) -> None:
        self._cursor = cursor
        self._decoder = decoder
        self._close = margin + b"}"
        self._between = self._close + b"," + margin + b"{"
        self._end = re.compile(re.escape(self._close) + rb"\s*\]")

    def read(self) -> Iterator[Found[Row]]:
        cursor = self._cursor
        while True:
            cut = cursor.data.rfind(self._between, cursor.at)
            if cut >= 0:
                if (yield from self._take(cut + len(self._close))):
                    return
                continue
            if end := self._end.search(cursor.data, cursor.at):
                yield from self._take(end.start() + len(self._close))
                cursor.at = end.end()
                return
            if cursor.left > RECORD_LIMIT:
                yield self._drop()
                continue
            if not cursor.more(max(BLOCK, cursor.left)):
                yield from self._rest()
                return

    def _take(self, until: int) -> Generator[Found[Row], None, bool]:
        """The records in data[at:until], which ends with a whole one; True when the array ended among them."""
        cursor = self._cursor
        body, position = cursor.data[cursor.at : until], cursor.position
        batch = self._decoder.many(body, position, self._spans)
        if batch is not None:
            cursor.at = until + 1
            yield batch
            return False
        end = self._end.search(body)
        if end is not None:
            body = body[: end.start() + len(self._close)]
        cursor.at += end.end() if end else len(body) + 1
        for start, stop in self._spans(body):
            yield from self._piece(body[start:stop], position + start)
        return end is not None

    def _spans(self, body: bytes) -> list[tuple[int, int]]:
        spans = []
        start = len(body) - len(body.lstrip())
        while start < len(body):
            cut = body.find(self._between, start)
            stop = cut + len(self._close) if cut >= 0 else len(body)
            spans.append((start, stop))
            start = stop + len(self._between) - len(self._close) - 1
        return spans

    def _piece(self, piece: bytes, position: int) -> Iterator[Found[Row]]:
        found = self._decoder.one(piece, position)
        if isinstance(found, Skipped):
            inside = [self._decoder.one(piece[start:stop], position + start) for start, stop in objects(piece)]
            if any(isinstance(part, Batch) for part in inside):
                yield from inside
                return
        yield found

    def _drop(self) -> Skipped:
        """Pass over a record that is too long, up to the next one or the end of the file."""
        cursor = self._cursor
        dropped = skipped(RECORD_TOO_LONG, self._decoder.file, cursor.position, "byte", cursor.data[cursor.at :][:1000])
        while True:
            cursor.at = max(cursor.at, len(cursor.data) - len(self._between) + 1)
            if not cursor.more():
                cursor.at = len(cursor.data)
                return dropped
            cut = cursor.data.find(self._between, cursor.at)
            if cut >= 0:
                cursor.at = cut + len(self._close) + 1
                return dropped

    def _rest(self) -> Iterator[Found[Row]]:
        """What is left at the end of a file that ends before the array does."""
        cursor = self._cursor
        rest = cursor.data[cursor.at :].lstrip(_BETWEEN)
        position = cursor.offset + len(cursor.data) - len(rest)
        rest = rest.rstrip(_BETWEEN)
        cursor.at = len(cursor.data)
        if not rest or rest.startswith(b"]"):
            return
        found = self._decoder.one(rest, position)
        yield found if isinstance(found, Batch) else skipped(ENDS_EARLY, self._decoder.file, position, "byte", rest)
