"""What a demo remembers from one start to the next, in its data folder."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.conf import settings

FILE = "demo.json"
EXPORTS = "demo-exports"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How the world was begun (`begun`, s UTC) and how far it was told: everything before `told` has been imported;
    null until the first history has been read to its end. `latest` is the import that came last."""

    seed: int
    members: int
    begun: int
    told: int | None = None
    latest: int | None = None
    password: str


def load() -> Kept | None:
    """Null before the first start."""
    path = folder() / FILE
    return msgspec.json.decode(path.read_bytes(), type=Kept) if path.exists() else None


def save(kept: Kept) -> Kept:
    """Whole or not at all; readable by its owner only, because it holds the password of the demo's account."""
    aside = folder() / f".{FILE}.{secrets.token_hex(4)}"
    aside.touch(mode=0o600)
    aside.write_bytes(msgspec.json.encode(kept))
    aside.replace(folder() / FILE)
    return kept


def folder() -> Path:
    """The data folder."""
    return Path(settings.DATA)


def exports() -> Path:
    """Where exports of the world lie until they have been read."""
    place = folder() / EXPORTS
    place.mkdir(mode=0o700, exist_ok=True)
    return place
