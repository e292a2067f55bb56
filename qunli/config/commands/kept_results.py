"""Results of a long calculation in the user's cache folder, so that a broken-off one goes on where it was."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

KEPT_FOR = 30 * 86_400
"""Seconds after which a result that nobody asked for again is dropped."""


def cache_folder() -> Path:
    """XDG_CACHE_HOME/qunli, ~/.cache/qunli by default (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qunli"


class KeptResults:
    """One file a result, there whole or not at all. A folder that cannot be written keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """What was put under this key, or null."""
        path = self._path(key)
        try:
            found = path.read_bytes()
            path.touch()
        except OSError:
            return None
        return found

    def put(self, key: str, result: bytes) -> None:
        """Keep it."""
        path = self._path(key)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, result)
        except OSError:
            return

    def drop_old(self) -> None:
        """Remove what was not asked for in `KEPT_FOR`, and what a killed process left half-written."""
        latest = time.time() - KEPT_FOR
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            try:
                if path.stat().st_mtime < latest:
                    path.unlink()
            except OSError:
                continue

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.blake2b(key.encode(), digest_size=20).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
