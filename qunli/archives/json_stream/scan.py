"""Where objects begin and end in JSON text, without parsing it: a few passes of NumPy over the bytes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

_QUOTE, _BACKSLASH = 0x22, 0x5C
_STEP = np.zeros(256, dtype=np.int8)
_STEP[[0x7B, 0x5B]] = 1
_STEP[[0x7D, 0x5D]] = -1


class Brackets(NamedTuple):
    """The brackets outside strings: their positions, their bytes, and the depth after each; data begins at depth 0."""

    at: Positions
    kind: npt.NDArray[np.uint8]
    depth: Positions


def brackets(data: bytes) -> Brackets:
    """Every { } [ ] of `data` that is not inside a string. `data` must begin outside one."""
    raw = np.frombuffer(data, dtype=np.uint8)
    steps = _STEP[raw]
    at = np.flatnonzero(steps)
    quotes = np.flatnonzero(raw == _QUOTE)
    escaped = _escaped(raw)
    if len(escaped):
        quotes = quotes[~np.isin(quotes, escaped, assume_unique=True)]
    at = at[np.searchsorted(quotes, at) % 2 == 0]
    return Brackets(at, raw[at], np.cumsum(steps[at], dtype=np.int64))


def objects(data: bytes) -> list[tuple[int, int]]:
    """Start and end of each object that lies directly in `data`, not inside another bracket."""
    found = brackets(data)
    starts = found.at[(found.depth == 1) & (found.kind == 0x7B)].tolist()
    ends = (found.at[(found.depth == 0) & (found.kind == 0x7D)] + 1).tolist()
    return list(zip(starts, ends, strict=False))


def last_open_object(data: bytes) -> int:
    """Position of the innermost { that is still open at the end of `data`, or -1."""
    found = brackets(data)
    if not len(found.at):
        return -1
    lowest_after = np.minimum.accumulate(found.depth[::-1])[::-1]
    still_open = found.at[(found.kind == 0x7B) & (lowest_after >= found.depth)]
    return int(still_open[-1]) if len(still_open) else -1


def _escaped(raw: npt.NDArray[np.uint8]) -> Positions:
    """Positions after an odd run of backslashes."""
    slashes = np.flatnonzero(raw == _BACKSLASH)
    if not len(slashes):
        return slashes
    breaks = np.flatnonzero(np.diff(slashes) != 1)
    first = slashes[np.concatenate(([0], breaks + 1))]
    last = slashes[np.concatenate((breaks, [len(slashes) - 1]))]
    escaped: Positions = last[(last - first) % 2 == 0] + 1
    return escaped
