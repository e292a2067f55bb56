"""Answers that are sent while they are made, so that none is ever held whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

SENT_AT_ONCE = 1 << 16
"""Bytes gathered before they are sent: a hop from the thread that reads to the loop that sends costs more than a row
does."""


def stream(request: HttpRequest, pieces: Iterator[bytes], content_type: str, name: str = "") -> StreamingHttpResponse:
    """An answer made of `pieces`, offered as a file called `name` when there is one. Under ASGI Django would collect a
    synchronous iterator before it sends; the pieces are therefore fetched one after the other in the request's own
    thread, which has its database connection."""
    gathered = _gathered(pieces)
    body = _fetched(gathered) if isinstance(request, ASGIRequest) else gathered
    response = StreamingHttpResponse(body, content_type=content_type)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= SENT_AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


async def _fetched(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    fetch = sync_to_async(lambda: next(pieces, None), thread_sensitive=True)
    while (piece := await fetch()) is not None:
        yield piece
