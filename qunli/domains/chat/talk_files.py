"""Files of messages on disk: named by their token, in a folder of their community."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat.files import written_at

THUMBNAIL = ".small"


def folder(community: int) -> Path:
    """Where a community's files are."""
    return Path(settings.MEDIA_ROOT) / "talk" / str(community)


def place(community: int, token: str, *, small: bool = False) -> Path:
    """Where a file is, or its thumbnail."""
    return folder(community) / (token + THUMBNAIL if small else token)


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def receive(community: int, token: str, pieces: Iterable[bytes], limit: int) -> int:
    """Write what comes; returns its size. Raises `Invalid` and leaves nothing when it is more than `limit` bytes."""
    folder(community).mkdir(mode=0o700, parents=True, exist_ok=True)
    path, size = place(community, token), 0
    try:
        with path.open("xb") as file:
            for piece in pieces:
                size += len(piece)
                if size > limit:
                    raise Invalid(_("This file is larger than can be sent here."), code="too_large", field="file")
                file.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size


def replace(path: Path, data: bytes) -> None:
    """Put other bytes there, whole or not at all."""
    aside = path.with_name(f".{secrets.token_hex(8)}")
    aside.write_bytes(data)
    os.replace(aside, path)  # noqa: PTH105  one call, as it is documented to be atomic


def remove(community: int, tokens: Iterable[str]) -> None:
    """Delete files with their thumbnails."""
    for token in tokens:
        place(community, token).unlink(missing_ok=True)
        place(community, token, small=True).unlink(missing_ok=True)


def remove_unknown(community: int, kept: Collection[str], before: datetime) -> None:
    """Delete what no row knows and was written before a moment: what a crash left behind."""
    here = folder(community)
    for path in here.iterdir() if here.is_dir() else ():
        written = written_at(path)
        if path.name.removesuffix(THUMBNAIL) not in kept and written is not None and written < before:
            path.unlink(missing_ok=True)
