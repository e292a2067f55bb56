"""What was written, kept lean: everything of the last weeks, an even sample of what came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 2_048
"""Messages kept together."""
RECENT = 90 * 86_400
"""Seconds before the newest message of which every text is kept."""
EARLIER = 20_000
"""About so many earlier messages are kept, evenly spread; enough for the usual share of any word that matters."""
RECENT_LIMIT = 96 * 2**20
"""Bytes of recent text above which even that is thinned."""
_BETWEEN = "\0"


@dataclass(frozen=True)
class Chunk:
    """Texts of the rows from `first` on, in UTF-8; none is later than `newest` (s, UTC)."""

    first: int
    newest: int
    data: bytes

    def texts(self) -> list[str]:
        return self.data.decode("utf-8", "replace").split(_BETWEEN)


@dataclass
class Texts:
    """Texts by row. Rows are added in order; which of the older ones are still there depends on how many came."""

    recent: list[Chunk] = field(default_factory=list)
    earlier: list[Chunk] = field(default_factory=list)
    rows: int = 0
    _newest: int = 0
    _step: int = 1
    _passed: int = 0
    _size: int = 0

    def add(self, times: list[int], texts: list[str]) -> None:
        """The next rows, `CHUNK` of them or the last: when each was written (s, UTC) and what."""
        joined = _BETWEEN.join(texts)
        if joined.count(_BETWEEN) != len(texts) - 1:
            joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
        chunk = Chunk(self.rows, max(times), joined.encode("utf-8", "replace"))
        self.recent.append(chunk)
        self.rows += len(texts)
        self._newest = max(self._newest, chunk.newest)
        self._size += len(chunk.data)
        self._retire()

    def find(self, rows: set[int]) -> dict[int, str]:
        """The texts of these rows, as far as they are kept."""
        return {row: text for row, text in self if row in rows} if rows else {}

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for chunk in (*self.earlier, *self.recent):
            yield from enumerate(chunk.texts(), chunk.first)

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
