"""Pure: what differs between two texts, word by word; a Chinese character counts as a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\w'’]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: Literal["same", "new", "gone"]
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces of which both texts are made, in reading order."""
    return list(_joined(_pieces(_WORD.findall(before), _WORD.findall(after))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("new", "".join(new[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """White space alone between two changes belongs to both: short words would else flicker."""
    held: list[Piece] = []
    for piece in pieces:
        if piece.kind == "same" and piece.text.strip():
            yield from _flushed(held)
            held = []
            yield piece
        else:
            held.append(piece)
    yield from _flushed(held)


def _flushed(held: list[Piece]) -> Iterator[Piece]:
    if all(one.kind == "same" for one in held):
        yield from held
        return
    gone = "".join(one.text for one in held if one.kind != "new")
    new = "".join(one.text for one in held if one.kind != "gone")
    if gone.strip() or not new.strip():
        yield Piece("gone", gone)
    if new.strip() or not gone.strip():
        yield Piece("new", new)
