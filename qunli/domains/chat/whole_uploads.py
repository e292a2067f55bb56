"""A file that arrives in one go: announced, received and put in line for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from qunli.core.actor import Actor
from qunli.domains.chat import queries, uploads
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.operations.register_import import open_upload
from qunli.domains.chat.operations.start_import import start_import

READ_AT_ONCE = 1 << 20


class Stream(Protocol):
    """Anything that can be read on."""

    def read(self, size: int, /) -> bytes: ...


def take_whole(
    *, actor: Actor, name: str, size: int, stream: Stream, format: str = "", zone: str = "", key: str | None = None
) -> queries.ImportView:
    """`size` bytes of `stream` become an import. What arrived of the same file before is passed over. Sent again with
    the same key, it is the import made before. Raises `Forbidden`, `Invalid`, `Conflict`."""
    history = open_upload(actor=actor, name=name, size=size, format=format, zone=zone, key=key)
    if queries.history_import(actor, history).state == HistoryImport.State.UPLOADING:
        arrived, _size = uploads.received(actor, history)
        _pass_over(stream, arrived)
        uploads.receive(actor, history, arrived, _pieces(stream))
        start_import(actor=actor, history_import=history)
    return queries.history_import(actor, history)


def _pass_over(stream: Stream, left: int) -> None:
    while left > 0 and (piece := stream.read(min(left, READ_AT_ONCE))):
        left -= len(piece)


def _pieces(stream: Stream) -> Iterator[bytes]:
    while piece := stream.read(READ_AT_ONCE):
        yield piece
