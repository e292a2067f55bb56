"""Uploaded histories on disk, until they have been read."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

SAMPLE = 1 << 20


def new_place() -> Path:
    """Where the next upload goes; its name says nothing about its owner's file."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / secrets.token_hex(16)


def remove(path: str) -> None:
    """Delete an upload; does nothing when it is gone, and nothing outside the folder of uploads."""
    place = Path(path)
    if place.parent == Path(settings.MEDIA_ROOT) / "imports":
        place.unlink(missing_ok=True)


def remove_all(paths: Iterable[str]) -> None:
    """Each of them, as `remove`."""
    for path in paths:
        remove(path)


def remove_unknown(kept: Collection[str], before: datetime) -> None:
    """Delete uploads that are not among `kept` and were last written before a moment: what a crash left behind."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    for place in folder.iterdir() if folder.is_dir() else ():
        written = written_at(place)
        if str(place) not in kept and written is not None and written < before:
            remove(str(place))


def written_at(path: Path) -> datetime | None:
    """When a file was last written; null when it is not there."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None


def size_of(path: Path) -> int:
    """Bytes of a file, or of everything below a folder; 0 when there is nothing."""
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    return path.stat().st_size if path.is_file() else 0


def fingerprint(path: Path) -> str:
    """Tells whether a file is still the one that was partly read, without reading all of it: its size, start and end.
    Of a folder: names, sizes and times of change. Empty when it cannot be read; opening it will say why."""
    try:
        return _fingerprint(path)
    except OSError:
        return ""


def _fingerprint(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=24)
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            status = one.lstat()
            digest.update(
                f"{one.relative_to(path)}\x00{status.st_size}\x00{status.st_mtime_ns}\n".encode("utf-8", "replace")
            )
        return digest.hexdigest()
    size = path.stat().st_size
    with path.open("rb") as file:
        digest.update(f"{size}\n".encode() + file.read(SAMPLE))
        file.seek(max(0, size - SAMPLE))
        digest.update(file.read(SAMPLE))
    return digest.hexdigest()
