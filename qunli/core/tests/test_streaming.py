"""A long answer is sent while it is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncRequestFactory, RequestFactory

from qunli.core.streaming import SENT_AT_ONCE, stream

pytestmark = pytest.mark.row("P4")
PIECE = b"x" * 1000


def pieces(made: list[int]) -> Iterator[bytes]:
    for number in range(1000):
        made.append(number)
        yield PIECE


def test_under_asgi_only_what_is_being_sent_is_held() -> None:
    made: list[int] = []
    response = stream(AsyncRequestFactory().get("/"), pieces(made), "text/plain", name="all.txt")

    async def first() -> bytes:
        assert response.is_async
        async for piece in response:
            return bytes(piece)
        raise AssertionError

    begin = async_to_sync(first)()
    assert len(begin) == 66_000 >= SENT_AT_ONCE
    assert len(made) == 66
    assert response.headers["Content-Disposition"] == 'attachment; filename="all.txt"'


def test_nothing_is_lost_on_the_way() -> None:
    async def everything() -> bytes:
        response = stream(AsyncRequestFactory().get("/"), pieces([]), "text/plain")
        return b"".join([piece async for piece in response])

    assert async_to_sync(everything)() == PIECE * 1000
    assert b"".join(stream(RequestFactory().get("/"), pieces([]), "text/plain")) == PIECE * 1000


def test_an_answer_of_nothing_is_empty() -> None:
    assert b"".join(stream(RequestFactory().get("/"), iter(()), "text/plain")) == b""
