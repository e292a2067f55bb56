"""Tables to take out, as CSV that spreadsheets open with Chinese in it and without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """In pieces; begins with the mark by which spreadsheets know UTF-8."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        held = io.StringIO()
        csv.writer(held).writerow([_harmless(one) for one in row])
        yield held.getvalue().encode()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is given an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
