"""Byte streams that end quietly: a damaged piece stops the stream and says so, it never raises into a reader."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol, Self

from qunli.archives.errors import ArchiveRefused

RATIO_LIMIT = 250
"""Bytes unpacked for each packed byte. Chat text packs at 5 to 60; a bomb at 1000."""
RATIO_FLOOR = 32 * 2**20
"""Below this many unpacked bytes no ratio is suspicious."""
UNPACKED_LIMIT = 64 * 2**30
_PACKED_BLOCK = 1 << 16

DAMAGE: tuple[type[Exception], ...] = (
    EOFError,
    OSError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
)
"""What Python's unpackers raise on broken input."""


class Readable(Protocol):
    """Anything with `read`, such as an open file."""

    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


def refuse_bomb(packed: int, unpacked: int) -> None:
    """Raise ArchiveRefused when `unpacked` bytes from `packed` bytes cannot be a chat."""
    if unpacked > UNPACKED_LIMIT or (unpacked > RATIO_FLOOR and unpacked > RATIO_LIMIT * max(packed, 1)):
        raise ArchiveRefused(
            "bomb",
            "This archive unpacks to far more than a chat would, so it was not opened.",
            packed=packed,
            unpacked=unpacked,
        )


class Gunzip:
    """A gzip file read forward. Unlike GzipFile it gives everything before a break, and then raises."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._unpack = zlib.decompressobj(wbits=31)

    def read(self, size: int = 1 << 20, /) -> bytes:
        while True:
            unpack = self._unpack
            packed = unpack.unconsumed_tail or unpack.unused_data or self._file.read(_PACKED_BLOCK)
            if unpack.eof:
                packed = packed.lstrip(b"\x00")
                if not packed:
                    return b""
                unpack = self._unpack = zlib.decompressobj(wbits=31)
            elif not packed:
                raise EOFError
            if data := unpack.decompress(packed, size):
                return data

    def close(self) -> None:
        self._file.close()


class MemberStream:
    """One file of an export, read forward. After the end, `damage` says what cut it short, or is None."""

    def __init__(
        self,
        name: str,
        raw: Readable,
        *,
        packed: Callable[[], int] | None = None,
    ) -> None:
        self.name = name
        self.position = 0
        self.damage: str | None = None
        self._raw = raw
        self._count: Callable[[int], None] = _ignore
        self._packed = packed
        self._ahead = b""
        self._unpacked = 0

    def read(self, size: int = 1 << 20) -> bytes:
        """Up to `size` bytes, at least one unless the stream has ended."""
        data = self._ahead[:size]
        if data:
            self._ahead = self._ahead[size:]
        else:
            data = self._read(size)
        self.position += len(data)
        self._count(len(data))
        return data

    def _read(self, size: int) -> bytes:
        if self.damage is not None:
            return b""
        try:
            data = self._raw.read(size)
        except ArchiveRefused:
            raise
        except DAMAGE as error:
            self.damage = f"the file is damaged: {type(error).__name__}"
            return b""
        self._unpacked += len(data)
        if self._packed is not None:
            refuse_bomb(self._packed(), self._unpacked)
        return data

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read."""
        while len(self._ahead) < size and (data := self._read(size - len(self._ahead))):
            self._ahead += data
        return self._ahead[:size]

    def on_read(self, count: Callable[[int], None]) -> None:
        """Tell `count` the size of everything read from now on."""
        self._count = count

    def close(self) -> None:
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ignore(_: int) -> None:
    return
