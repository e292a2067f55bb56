"""What was written, kept lean: everything of the last weeks, an even sample of what came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 2_048
"""Messages kept together."""
RECENT = 90 * 86_400
"""Seconds before the newest message of which every text is kept."""
EARLIER = 80_000
"""About so many earlier messages are kept, evenly spread; enough for the usual share of any word that matters."""
RECENT_LIMIT = 96 * 2**20
"""Bytes of recent text above which even that is thinned."""


@dataclass(frozen=True)
class Chunk:
    """Texts of the rows `first` to `first + CHUNK`, one a line, in UTF-8; none is later than `newest` (s, UTC)."""

    first: int
    newest: int
    data: bytes

    def lines(self) -> list[str]:
        return self.data.decode("utf-8", "replace").split("\n")


@dataclass
class Texts:
    """Texts by row. Rows are added in order; which of the older ones are still there depends on how many came."""

    recent: list[Chunk] = field(default_factory=list)
    earlier: list[Chunk] = field(default_factory=list)
    rows: int = 0
    _open: list[str] = field(default_factory=list)
    _opened_newest: int = 0
    _newest: int = 0
    _step: int = 1
    _passed: int = 0
    _size: int = 0

    def append(self, at: int, text: str) -> None:
        """The next row: its time (s, UTC) and what was written."""
        self._open.append(text.replace("\n", " ") if "\n" in text else text)
        self.rows += 1
        if at > self._opened_newest:
            self._opened_newest = at
        if len(self._open) == CHUNK:
            self.close()

    def close(self) -> None:
        """Make what was appended readable."""
        if not self._open:
            return
        data = "\n".join(self._open).encode("utf-8", "replace")
        self.recent.append(Chunk(self.rows - len(self._open), self._opened_newest, data))
        self._newest = max(self._newest, self._opened_newest)
        self._size += len(data)
        self._open = []
        self._opened_newest = 0
        self._retire()

    def find(self, rows: set[int]) -> dict[int, str]:
        """The texts of these rows, as far as they are kept."""
        return {row: text for row, text in self if row in rows} if rows else {}

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for chunk in (*self.earlier, *self.recent):
            yield from enumerate(chunk.lines(), chunk.first)

    def _retire(self) -> None:
        kept: list[Chunk] = []
        for chunk in self.recent:
            if chunk.newest >= self._newest - RECENT:
                kept.append(chunk)
            else:
                self._size -= len(chunk.data)
                self._keep_some(chunk)
        if self._size > RECENT_LIMIT:
            kept = kept[1::2]
            self._size = sum(len(chunk.data) for chunk in kept)
        self.recent = kept

    def _keep_some(self, chunk: Chunk) -> None:
        if self._passed % self._step == 0:
            self.earlier.append(chunk)
        self._passed += 1
        if len(self.earlier) * CHUNK > 2 * EARLIER:
            self.earlier = self.earlier[::2]
            self._step *= 2
