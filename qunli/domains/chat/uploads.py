"""Files that arrive piece by piece. What lies on disk says how much has arrived, so a dropped connection or a restart
loses nothing but the piece that was on its way."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable
from pathlib import Path

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.chat import files, policy, queries


def received(actor: Actor, history_import: int) -> tuple[int, int]:
    """Bytes that have arrived and bytes there will be. Raises `NotFound`, and `Conflict` when it is no upload."""
    path, size = queries.upload_under_way(actor, history_import)
    return files.size_of(path), size


def receive(actor: Actor, history_import: int, offset: int, pieces: Iterable[bytes]) -> int:
    """Append bytes from `offset` on; returns how many have arrived now. Raises `NotFound`, `Forbidden`, `Conflict`
    when `offset` is not where the last piece ended, `Invalid` when more comes than was announced."""
    policy.may_import(actor).or_refuse()
    path, size = queries.upload_under_way(actor, history_import)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if file.tell() != offset:
            raise Conflict(_("Another piece of this file is expected next."), code="wrong_offset")
        for piece in pieces:
            if file.tell() + len(piece) > size:
                file.truncate(offset)
                raise Invalid(_("This file is larger than was announced."), field="size")
            file.write(piece)
    return files.size_of(Path(path))
