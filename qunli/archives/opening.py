"""Opening an export and reading it, whatever it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Self

from qunli.archives.detect import detect, reader_named
from qunli.archives.reader import Format, Options, Reader
from qunli.archives.reasons import DAMAGED, skipped
from qunli.archives.records import Record
from qunli.archives.source import Source

_CLOCK_DRIFT = 2 * 24 * 3600 * 1000


class Archive:
    """An opened export. Closes itself as a context manager; reading it twice gives the same records."""

    def __init__(self, source: Source, reader: Reader, options: Options) -> None:
        self._source = source
        self._reader = reader
        self._options = options
        self._done = False

    @property
    def format(self) -> Format:
        return self._reader.FORMAT

    @property
    def name(self) -> str:
        """What the owner calls the file."""
        return self._source.name

    @property
    def total(self) -> int:
        """Bytes there are to read."""
        return self._source.total

    @property
    def consumed(self) -> int:
        """Bytes read so far; `total` when `records` has come to its end. May be asked from another thread."""
        return self._source.total if self._done else self._source.consumed

    def records(self) -> Iterator[Record]:
        """Everything the export says, as a stream. Broken pieces come as Skipped; a bomb found on the way raises
        ArchiveRefused."""
        self._done = False
        yield from self._reader.read(self._source, self._options)
        if self._source.damage is not None:
            yield skipped(DAMAGED, self.name, self.consumed, "byte", self._source.damage)
        self._done = True

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_archive(
    path: str | Path,
    *,
    format: str | None = None,
    zone: tzinfo = UTC,
    name: str | None = None,
    latest: int | None = None,
) -> Archive:
    """Open a chat export: a file, a folder, a zip or a tar.

    `format` names a reader instead of detection; `zone` is meant by times that carry none; `name` is the file's own
    name when it is kept under another (WhatsApp and IRC put the group's name there); messages after `latest` (ms UTC,
    two days from now when not given) are skipped. Raises ArchiveRefused with one sentence.
    """
    source = Source(Path(path), name=name)
    try:
        reader = reader_named(format) if format else detect(source)
        if latest is None:
            latest = int(time.time() * 1000) + _CLOCK_DRIFT
        return Archive(source, reader, Options(latest=latest, zone=zone))
    except BaseException:
        source.close()
        raise
