"""Rows in a JSON file, as they are written and as the stream reads them."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from msgspec import Struct

from qunli.archives.json_stream import arrays
from qunli.archives.records import Skipped
from qunli.archives.streams import MemberStream

INDENTS = pytest.mark.parametrize("indent", [None, 1, 4])


Found = list[int | tuple[str, int]]


class Row(Struct):
    id: int
    text: str = ""


def read(data: bytes, keys: tuple[str, ...] = ("messages",)) -> list[tuple[dict[str, Any], Found]]:
    """Header of each array, with the ids of its rows and (reason, position) of what was skipped."""
    found = []
    for array in arrays(MemberStream("a.json", io.BytesIO(data)), keys):
        rows: Found = []
        for batch in array.batches(Row):
            rows += [(batch.reason, batch.position)] if isinstance(batch, Skipped) else [row.id for row in batch.rows]
        found.append((array.header, rows))
    return found


def chat(count: int, **about: object) -> dict[str, object]:
    hostile = ['he said "}{][\\" \\', "[]{}", '"messages": [', "群聊\n\u2028"]
    rows = [{"id": number, "text": hostile[number % 4], "more": [{"id": 9, "x": []}]} for number in range(count)]
    return {**about, "messages": rows}


def dumped(value: object, indent: int | None) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=False).encode()
