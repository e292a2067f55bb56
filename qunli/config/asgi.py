"""The web process: Django behind uvicorn, with the worker in a thread of its own when it is embedded."""

from __future__ import annotations

import asyncio
import os
import re
import threading
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

django_application = get_asgi_application()

from qunli.config.background import Background  # noqa: E402
from qunli.domains.chat.sockets import Bus, serve, watch  # noqa: E402
from qunli.domains.moderation import facade as moderation  # noqa: E402

MEMBER_SOCKET = re.compile(r"/m/(?P<community>[\w-]+)/socket/")


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Lifespan starts and stops the embedded worker; everything else is Django's."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "websocket":
        await _socket(scope, receive, send)
    else:
        await django_application(scope, receive, send)


async def _socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    found = MEMBER_SOCKET.fullmatch(scope["path"])
    if found is None:
        await receive()
        await send({"type": "websocket.close", "code": 4404})
        return
    await serve(scope, receive, send, found["community"])


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    background = Background() if settings.EMBEDDED_WORKER else None
    bus = Bus()
    if background:
        background.start()
    bus.start()
    threading.Thread(target=moderation.make_ready, name="make screening ready", daemon=True).start()
    watching = asyncio.create_task(watch())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    watching.cancel()
    bus.stop()
    if background:
        background.stop()
        background.join(timeout=20)
    await send({"type": "lifespan.shutdown.complete"})
