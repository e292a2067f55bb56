"""Files packed into a zip or a tar, and what a source finds in them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

from qunli.archives.source import Source


def contents(source: Source) -> dict[str, bytes]:
    found = {}
    for member in source.members:
        with source.open(member) as stream:
            parts = []
            while data := stream.read(1000):
                parts.append(data)
            found[member.name] = b"".join(parts)
    return found


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


FILES = {"chat/a.json": b"[1]", "chat/b.txt": b"hello"}
