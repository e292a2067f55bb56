"""A window that moves forward over a stream of bytes."""

from __future__ import annotations

import codecs

from qunli.archives.streams import MemberStream
from qunli.archives.text import HEAD_SIZE, encoding_of

BLOCK = 1 << 18
"""Small enough for a processor's cache: larger blocks were slower to decode."""


class Cursor:
    """`data[at:]` is what has been read and not used; `offset` is where `data` begins in the text as UTF-8."""

    def __init__(self, stream: MemberStream) -> None:
        self.stream = stream
        self.data = b""
        self.at = 0
        self.offset = 0
        self._decoder: codecs.IncrementalDecoder | None = None
        while len(self.data) < HEAD_SIZE and self.more(HEAD_SIZE):
            pass
        self._settle_encoding()

    @property
    def position(self) -> int:
        return self.offset + self.at

    @property
    def left(self) -> int:
        return len(self.data) - self.at

    def more(self, size: int = BLOCK) -> bool:
        """Read on; False at the end."""
        block = self.stream.read(size)
        if self._decoder is not None:
            final = not block
            block = self._decoder.decode(block, final).encode("utf-8", "replace")
        self.data = self.data[self.at :] + block
        self.offset += self.at
        self.at = 0
        return bool(block)

    def _settle_encoding(self) -> None:
        name = encoding_of(self.data)
        if name == "utf-8":
            self.at = 3 if self.data.startswith(codecs.BOM_UTF8) else 0
            return
        if name == "cp1252":
            return
        self._decoder = codecs.getincrementaldecoder(name)("replace")
        text = self._decoder.decode(self.data).removeprefix("\ufeff")
        self.data = text.encode("utf-8", "replace")
