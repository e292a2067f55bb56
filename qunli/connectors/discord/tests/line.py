"""A connector that talks to the small Discord, and what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

from qunli.connectors.discord import PLATFORM
from qunli.connectors.discord.tests.server import Server
from qunli.connectors.discord.tests.shapes import STAFF, TEA, TOKEN
from qunli.domains.chat.ports import Chat, Said, Who

HOUSE, OFFICE = Chat(TEA, "茶馆 / #tea"), Chat(STAFF, "茶馆 / #staff")
ANNE = Who("200000000000000002", "安安-上海", "ann")


def with_server(server: Server, deed: Callable[[Any], Awaitable[Any]], token: str = TOKEN) -> Any:
    """Do something with a connector that talks to this server."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            server.running() as address,
            PLATFORM.open({"token": token, "address": address}) as line,
        ):
            await line.check()
            return await deed(line)

    return asyncio.run(run())


class Listener:
    """Stores what it hears as the runtime does: each update once, with the cursor."""

    def __init__(self, cursor: str = "") -> None:
        self.cursor, self.kept = cursor, dict[str, Any]()
        self.told = 0

    async def hear(self, line: Any, until: Callable[[Listener], bool] | None = None) -> Listener:
        """Until the line breaks, which raises, or something holds."""
        async with aclosing(line.receive(self.cursor)) as batches:
            async for batch in batches:
                self.told += len(batch.raws)
                self.kept.update((raw.id, raw.body) for raw in batch.raws if raw.id not in self.kept)
                self.cursor = batch.cursor or self.cursor
                if until is not None and until(self):
                    break
        return self

    @property
    def said(self) -> list[str]:
        """Texts of messages, each once."""
        came = [one for body in self.kept.values() for one in PLATFORM.read(body)]
        return [one.text for one in came if isinstance(one, Said)]


def has(*texts: str) -> Callable[[Listener], bool]:
    return lambda listener: set(texts) <= set(listener.said)
