"""The shapes in which people bring an export: a file, a packed file, a folder, a zip, a tar.

Nothing is ever unpacked to disk, so names inside an archive are labels only; links are not followed and archives inside
archives are not opened.
"""

from __future__ import annotations

import gzip
import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from qunli.archives.errors import ArchiveRefused
from qunli.archives.streams import DAMAGE, Gunzip, MemberStream, Readable, refuse_bomb

MEMBERS_LIMIT = 1_000_000
_TAR_READ_LIMIT = 16 * 2**20
_TAR_DAMAGE: tuple[type[Exception], ...] = (tarfile.TarError, *DAMAGE)


class Member(NamedTuple):
    """One file of an export: its name with "/" between folders, and its size in bytes once unpacked."""

    name: str
    size: int
    key: object


class Container(Protocol):
    """A closed box of members."""

    total: int | None
    """Bytes of the box itself when progress is its read position, None when it is the sum of its members."""

    def members(self) -> Iterator[Member]: ...

    def open(self, member: Member) -> MemberStream: ...

    def position(self) -> int: ...

    def close(self) -> None: ...


class PlainFile:
    """A file as it is, or packed with gzip."""

    def __init__(self, path: Path, name: str, *, packed: bool) -> None:
        self.total: int | None = path.stat().st_size
        self._path = path
        self._packed = packed
        self._name = name[:-3] if packed and name.lower().endswith(".gz") else name
        self._file: IO[bytes] | None = None

    def members(self) -> Iterator[Member]:
        yield Member(self._name, self.total or 0, None)

    def open(self, member: Member) -> MemberStream:
        self.close()
        file = self._file = self._path.open("rb", buffering=0 if not self._packed else -1)
        if not self._packed:
            return MemberStream(member.name, file)
        return MemberStream(member.name, Gunzip(file), packed=file.tell)

    def position(self) -> int:
        if self._file is None or self._file.closed:
            return 0
        return self._file.tell()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class Folder:
    """A folder with everything below it, in the order of names."""

    total: int | None = None

    def __init__(self, path: Path) -> None:
        self._path = path

    def members(self) -> Iterator[Member]:
        for at, folders, files in os.walk(self._path, followlinks=False):
            folders.sort()
            for name in sorted(files):
                path = Path(at, name)
                try:
                    status = path.lstat()
                except OSError:
                    continue
                if stat.S_ISREG(status.st_mode):
                    yield Member(path.relative_to(self._path).as_posix(), status.st_size, path)

    def open(self, member: Member) -> MemberStream:
        assert isinstance(member.key, Path)
        no_links = getattr(os, "O_NOFOLLOW", 0)
        try:
            file = open(member.key, "rb", opener=lambda path, flags: os.open(path, flags | no_links))  # noqa: SIM115
        except OSError as error:
            return broken(member.name, error)
        return MemberStream(member.name, file)

    def position(self) -> int:
        return 0

    def close(self) -> None:
        return


class Zip:
    """A zip, read member by member."""

    total: int | None = None

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGE as error:
            raise ArchiveRefused("broken_zip", "This zip is damaged and cannot be opened.") from error
        self._packed = path.stat().st_size

    def members(self) -> Iterator[Member]:
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/") and not _is_link(info)]
        refuse_bomb(self._packed, sum(info.file_size for info in infos))
        for info in infos:
            if info.flag_bits & 0x1:
                raise ArchiveRefused(
                    "encrypted",
                    "This zip is protected by a password; bring it without one.",
                )
            yield Member(info.filename, info.file_size, info)

    def open(self, member: Member) -> MemberStream:
        assert isinstance(member.key, zipfile.ZipInfo)
        refuse_bomb(member.key.compress_size, member.size)
        try:
            raw: Readable = self._zip.open(member.key)
        except DAMAGE as error:
            return broken(member.name, error)
        return MemberStream(member.name, raw)

    def position(self) -> int:
        return 0

    def close(self) -> None:
        self._zip.close()


class Tar:
    """A tar, packed with gzip or not. Members opened in its own order are read in one pass."""

    total: int | None = None

    def __init__(self, path: Path, *, packed: bool) -> None:
        self.damage: str | None = None
        self._file = path.open("rb")
        self._stream = _TarBytes(self._file, packed=packed)
        try:
            self._tar = tarfile.open(fileobj=self._stream, mode="r:")  # type: ignore[call-overload] # noqa: SIM115
        except _TAR_DAMAGE as error:
            self._file.close()
            raise ArchiveRefused("broken_tar", "This tar archive is damaged and cannot be opened.") from error

    def members(self) -> Iterator[Member]:
        try:
            for info in self._tar:
                if info.isreg() and not info.issparse():
                    yield Member(info.name, info.size, info)
        except _TAR_DAMAGE as error:
            self.damage = f"the archive is damaged: {type(error).__name__}"

    def open(self, member: Member) -> MemberStream:
        try:
            raw = self._tar.extractfile(member.key)
        except _TAR_DAMAGE as error:
            return broken(member.name, error)
        return broken(member.name, None) if raw is None else MemberStream(member.name, raw)

    def position(self) -> int:
        return 0

    def close(self) -> None:
        self._tar.close()
        self._file.close()


class _TarBytes:
    """What tarfile reads from: refuses bombs, and headers that claim more than a header can be."""

    def __init__(self, file: IO[bytes], *, packed: bool) -> None:
        self._file = file
        self._bytes: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _TAR_READ_LIMIT:
            raise tarfile.ReadError("header too large")
        data = self._bytes.read(size)
        refuse_bomb(self._file.tell(), self._bytes.tell())
        return data

    def seek(self, position: int) -> int:
        while (missing := position - self._bytes.tell()) > 0:
            if not self.read(min(missing, 1 << 20)):
                break
        return self._bytes.seek(position)

    def tell(self) -> int:
        return self._bytes.tell()

    def close(self) -> None:
        self._bytes.close()


class _Nothing:
    def read(self, size: int = -1, /) -> bytes:
        return b""

    def close(self) -> None:
        return


def broken(name: str, error: Exception | None) -> MemberStream:
    """A stream that is empty because its file cannot be opened."""
    stream = MemberStream(name, _Nothing())
    stream.damage = f"the file is damaged: {type(error).__name__}" if error else "the file cannot be opened"
    return stream


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
