"""Opening what an operator brings, without trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from qunli.archives.containers import (
    MEMBERS_LIMIT,
    Container,
    Folder,
    Member,
    PlainFile,
    Tar,
    Zip,
)
from qunli.archives.errors import ArchiveRefused
from qunli.archives.streams import MemberStream
from qunli.archives.text import clean

_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "zstd",
}
# fmt: off
_LEFT_ASIDE = frozenset({
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic", ".svg", ".ico", ".mp4", ".mov", ".webm", ".mkv",
    ".avi", ".3gp", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".wav", ".amr", ".silk", ".tgs", ".pdf", ".doc",
    ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".apk", ".exe", ".dmg", ".zip", ".gz", ".tgz", ".tar", ".7z", ".rar",
    ".html", ".htm", ".css", ".js", ".vcf", ".db", ".sqlite", ".md", ".py", ".ttf", ".woff", ".woff2", ".dat",
})
# fmt: on
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class Source:
    """An export on disk: a file, a folder or an archive. `name` is what its owner calls it.

    `members` are the files that may hold chat text, in the order in which reading them is cheapest; pictures, pages and
    archives inside it are counted in `left_aside`. `consumed` of `total` bytes have been read so far.
    """

    def __init__(self, path: Path, *, name: str | None = None) -> None:
        self.path = path
        self.name = clean(name or path.name)
        self.left_aside = 0
        self._container = _container(path, self.name)
        self._reached = 0
        self._peeked: tuple[Member, MemberStream] | None = None

    @cached_property
    def members(self) -> tuple[Member, ...]:
        found: list[Member] = []
        for member in self._container.members():
            if len(found) + self.left_aside >= MEMBERS_LIMIT:
                raise ArchiveRefused(
                    "too_many_files",
                    f"This archive holds more than {MEMBERS_LIMIT:,} files.",
                    limit=MEMBERS_LIMIT,
                )
            if self.is_single or _may_hold_text(member.name):
                found.append(member._replace(name=clean(member.name)))
            else:
                self.left_aside += 1
        return tuple(found)

    @property
    def is_single(self) -> bool:
        """Whether this is one file and not a folder or an archive of files."""
        return isinstance(self._container, PlainFile)

    @property
    def damage(self) -> str | None:
        """What kept some of the archive's files from being found, or None."""
        return self._container.damage if isinstance(self._container, Tar) else None

    @property
    def is_forward_only(self) -> bool:
        """Whether opening members out of their order is costly, as in a packed tar."""
        return isinstance(self._container, Tar)

    @cached_property
    def total(self) -> int:
        if self._container.total is not None:
            return self._container.total
        return sum(member.size for member in self.members)

    @property
    def consumed(self) -> int:
        return min(self.total, self._reached)

    def open(self, member: Member) -> MemberStream:
        """The bytes of one member, from its start. One stream at a time."""
        stream = self._at_start(member)
        self._peeked = None
        stream.on_read(self._count)
        return stream

    def survey(self, member: Member) -> MemberStream:
        """The bytes of one member for a first look that is not counted as progress."""
        stream = self._at_start(member)
        self._peeked = None
        return stream

    def head(self, member: Member, size: int) -> bytes:
        """The first bytes of a member, not counted as progress. Opening it next goes on from there: going back in a
        packed tar means unpacking it again from its start."""
        stream = self._at_start(member)
        self._peeked = (member, stream)
        return stream.peek(size)

    def close(self) -> None:
        if self._peeked is not None:
            self._peeked[1].close()
        self._container.close()

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def _at_start(self, member: Member) -> MemberStream:
        if self._peeked is not None:
            before, stream = self._peeked
            if before is member:
                return stream
            stream.close()
        return self._container.open(member)

    def _count(self, size: int) -> None:
        if self.is_single:
            self._reached = max(self._reached, self._container.position())
        else:
            self._reached += size


def _container(path: Path, name: str) -> Container:
    if path.is_dir():
        return Folder(path)
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ArchiveRefused("unreadable", f"“{name}” cannot be opened.", name=name) from error
    for magic, kind in _FOREIGN.items():
        if start.startswith(magic):
            raise ArchiveRefused(
                "foreign_archive",
                f"A {kind} archive is not opened; bring a zip instead.",
                kind=kind,
            )
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Zip(path)
    if start[257:262] == b"ustar":
        return Tar(path, packed=False)
    if start.startswith(b"\x1f\x8b"):
        return _packed(path, name)
    return PlainFile(path, name, packed=False)


def _packed(path: Path, name: str) -> Container:
    file = PlainFile(path, name, packed=True)
    with file.open(next(file.members())) as stream:
        is_tar = stream.read(512)[257:262] == b"ustar"
    return Tar(path, packed=True) if is_tar else file


def _may_hold_text(name: str) -> bool:
    path = PurePosixPath(name)
    if path.name in _CLUTTER or path.name.startswith("._") or "__MACOSX" in path.parts:
        return False
    return path.suffix.lower() not in _LEFT_ASIDE
