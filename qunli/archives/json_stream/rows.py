"""Records of one type out of the bytes of JSON objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from qunli.archives.json_stream.repair import REFUSALS, loads
from qunli.archives.json_stream.scan import objects
from qunli.archives.reasons import NOT_JSON, UNEXPECTED, skipped
from qunli.archives.records import Skipped

Row = TypeVar("Row")


Spans = Callable[[bytes], list[tuple[int, int]]]
"""Where the objects of a body begin and end."""


class Batch(Generic[Row]):
    """Rows that were decoded together."""

    def __init__(self, rows: list[Row], body: bytes, position: int, file: str, spans: Spans = objects) -> None:
        self.rows = rows
        self._body = body
        self._position = position
        self._file = file
        self._find_spans = spans

    def skip(self, index: int, reason: str) -> Skipped:
        """Say that the row of this index is not used, and where it stands in the file."""
        start, end = self._spans[index] if index < len(self._spans) else (0, len(self._body))
        return skipped(reason, self._file, self._position + start, "byte", self._body[start:end])

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return self._find_spans(self._body)


class RowDecoder(Generic[Row]):
    """Decodes objects into `row`, a msgspec type that names only the fields that matter."""

    def __init__(self, row: type[Row], file: str) -> None:
        self._many = msgspec.json.Decoder(list[row])  # type: ignore[valid-type]
        self._one = msgspec.json.Decoder(row)
        self._row = row
        self.file = file

    def many(self, body: bytes, position: int, spans: Spans = objects) -> Batch[Row] | None:
        """All objects of `body`, which stand between commas, or None when any is broken."""
        try:
            return Batch(self._many.decode(b"[%b]" % body), body, position, self.file, spans)
        except REFUSALS:
            return None

    def one(self, piece: bytes, position: int) -> Batch[Row] | Skipped:
        """A single object, patiently."""
        reason = NOT_JSON
        try:
            return Batch([self._one.decode(piece)], piece, position, self.file)
        except REFUSALS:
            pass
        try:
            value = loads(piece)
            reason = UNEXPECTED
            return Batch([msgspec.convert(value, self._row, strict=False)], piece, position, self.file)
        except REFUSALS:
            return skipped(reason, self.file, position, "byte", piece)
