"""Text out of bytes whose encoding nobody wrote down."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import count, repeat, starmap
from typing import NamedTuple

from qunli.archives.streams import MemberStream

HEAD_SIZE = 64 * 1024
LINE_LIMIT = 1 << 20
"""Bytes of one line that are kept; what follows until its end is dropped and the line is marked `cut`."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLOCK = 1 << 18
_SURROGATES = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """One line without its end. `number` counts from 1; `cut` says that more of it was dropped than kept here."""

    number: int
    text: str
    cut: bool


def clean(text: str) -> str:
    """The text with every lone surrogate replaced, so that it can be stored and sent."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def encoding_of(head: bytes) -> str:
    """The codec of a file by its first bytes: UTF-8, UTF-16 in either order, GB18030 (which holds GBK), else CP1252."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if (wide := _utf16_without_mark(head)) is not None:
        return wide
    for name in ("utf-8", "gb18030"):
        if _decodes(head, name):
            return name
    return "utf-8" if _mostly_utf8(head) else "cp1252"


def decode_head(head: bytes) -> str:
    """The start of a file as text, for looking at; a character cut in half at the end is dropped."""
    name = encoding_of(head)
    text = codecs.getincrementaldecoder(name)("replace").decode(head)
    return clean(text.removeprefix("\ufeff"))


def lines(stream: MemberStream, *, limit: int = LINE_LIMIT) -> Iterator[Line]:
    """The lines of a stream, whatever its encoding and line ends (LF, CRLF), in memory bounded by `limit`.

    Bytes that are not text in the file's encoding become U+FFFD. Lone surrogates too.
    """
    return starmap(Line, numbered_lines(stream, limit=limit))


def numbered_lines(stream: MemberStream, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, str, bool]]:
    """The same as plain tuples of number, text and whether it was cut, for readers that take hundreds of thousands of
    lines a second."""
    head = _fill(stream, HEAD_SIZE)
    name = encoding_of(head)
    blocks = _wide_blocks(stream, head, name) if name.startswith("utf-16") else _blocks(stream, head)
    decode = _Decoder("utf-8" if name.startswith("utf-16") else name)
    number = 0
    for raw, cut in _split(blocks, limit):
        texts = decode(raw).replace("\r\n", "\n").removesuffix("\r").split("\n")
        if number == 0:
            texts[0] = texts[0].removeprefix("\ufeff")
        last = texts.pop() if cut else ""
        yield from zip(count(number + 1), texts, repeat(False))
        number += len(texts)
        if cut:
            number += 1
            yield number, last, True


class _Decoder:
    """Whole lines of bytes to text: one try for all of them, one by one when that fails."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, raw: bytes) -> str:
        try:
            text = raw.decode(self.name)
        except UnicodeDecodeError:
            return "\n".join(self._line(line) for line in raw.split(b"\n"))
        return text if self.name == "utf-8" else clean(text)

    def _line(self, line: bytes) -> str:
        for name in dict.fromkeys((self.name, "utf-8", "gb18030")):
            if name == "gb18030" and _mostly_utf8(line):
                continue
            try:
                return clean(line.decode(name))
            except UnicodeDecodeError:
                continue
        return clean(line.decode(self.name, "replace"))


def _split(blocks: Iterator[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Runs of whole lines without the last line's end; the flag says that the last line of the run was cut."""
    rest = b""
    dropping = False
    for block in blocks:
        if dropping:
            end = block.find(b"\n")
            if end < 0:
                continue
            block, dropping = block[end + 1 :], False
        end = block.rfind(b"\n")
        if end >= 0:
            yield from _bounded(rest + block[:end], limit)
            rest = block[end + 1 :]
        else:
            rest += block
        if len(rest) > limit:
            yield _whole_characters(rest[:limit]), True
            rest, dropping = b"", True
    if rest:
        yield from _bounded(rest, limit)


def _bounded(run: bytes, limit: int) -> Iterator[tuple[bytes, bool]]:
    if len(run) <= limit:
        yield run, False
        return
    for line in run.split(b"\n"):
        yield ((line, False) if len(line) <= limit else (_whole_characters(line[:limit]), True))


def _whole_characters(line: bytes) -> bytes:
    """Without a UTF-8 character cut in half at the end."""
    for back in range(1, min(4, len(line)) + 1):
        byte = line[-back]
        if byte >= 0xC0:
            return line[:-back]
        if byte < 0x80:
            break
    return line


def _blocks(stream: MemberStream, head: bytes) -> Iterator[bytes]:
    yield head
    while block := stream.read(_BLOCK):
        yield block


def _wide_blocks(stream: MemberStream, head: bytes, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)("replace")
    for block in _blocks(stream, head):
        yield clean(decoder.decode(block)).encode()
    yield clean(decoder.decode(b"", final=True)).encode()


def _fill(stream: MemberStream, size: int) -> bytes:
    parts = []
    while size > 0 and (data := stream.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _decodes(head: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether at most one in ten of the characters beyond ASCII is broken UTF-8."""
    text = data.decode("utf-8", "replace")
    wide = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") * 10 <= wide


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 by its zero bytes: blanks and line ends have a zero for high byte, and text holds no other zeros."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    wanted = max(1, len(head) // 64)
    if odd >= wanted and odd > 8 * even:
        return "utf-16-le"
    if even >= wanted and even > 8 * odd:
        return "utf-16-be"
    return None
