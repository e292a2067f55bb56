"""Writing small invented exports that are text."""

from __future__ import annotations

import zipfile
from pathlib import Path


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file as it stands, its line ends as they are written here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def zip_of(path: Path, files: dict[str, str]) -> Path:
    """A zip of text files by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path
