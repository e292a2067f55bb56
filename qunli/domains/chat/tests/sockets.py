"""A member's socket in a test: frames in and out without a server."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from django.conf import settings
from django.test import Client

from qunli.core.models import User
from qunli.domains.chat.sockets import serve


def signed_in(address: str) -> tuple[User, str]:
    """A new account, and the cookie of its session."""
    user = User.objects.create_user(address, "a-long-enough-passphrase")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user, client.cookies[settings.SESSION_COOKIE_NAME].value


class Socket:
    """One line to `serve`. `closed` is the code by which it ended."""

    def __init__(self, cookie: str, slug: str, origin: str = "http://here", language: str = "en") -> None:
        said = {"host": "here", "origin": origin, "cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}",
                "accept-language": language}  # fmt: skip
        self._scope = {"headers": [(name.encode(), value.encode()) for name, value in said.items()]}
        self._slug = slug
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.ended = asyncio.Event()
        self.accepted = asyncio.Event()
        self.closed: int | None = None

    async def __aenter__(self) -> Socket:
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(serve(self._scope, self._in.get, self._sent, self._slug))
        waits = [asyncio.create_task(one.wait()) for one in (self.accepted, self.ended)]
        await asyncio.wait(waits, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        return self

    async def __aexit__(self, *_how: object) -> None:
        self._in.put_nowait({"type": "websocket.disconnect"})
        await asyncio.wait_for(self._task, 10)

    async def _sent(self, event: Any) -> None:
        if event["type"] == "websocket.accept":
            self.accepted.set()
        elif event["type"] == "websocket.close":
            self.closed = event["code"]
            self.ended.set()
        else:
            for frame in json.loads(event["text"]):
                self._frames.put_nowait(frame)

    def say(self, kind: str, /, **fields: Any) -> None:
        """Send a frame."""
        self._in.put_nowait({"type": "websocket.receive", "text": json.dumps({"t": kind, **fields})})

    async def next(self, kind: str) -> dict[str, Any]:
        """The next frame of a kind; others are passed over."""
        while True:
            frame = await asyncio.wait_for(self._frames.get(), 10)
            if frame["t"] == kind:
                return frame

    async def nothing(self, kind: str, seconds: float = 0.3) -> None:
        """Fail when a frame of the kind comes."""
        try:
            frame = await asyncio.wait_for(self.next(kind), seconds)
        except TimeoutError:
            return
        raise AssertionError(frame)
