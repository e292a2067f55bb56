"""A connector that talks to the small service, and what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from qunli.connectors.satori import PLATFORM
from qunli.connectors.satori.tests.service import TOKEN, Service
from qunli.domains.chat.ports import (
    Chat,
    Who,
)

HOUSE = Chat("87654321", "茶馆")


ANNE = Who("red:10001000", "安安-上海", "安安")


def with_service(service: Service, deed: Callable[[Any], Awaitable[Any]], **settings: str) -> Any:
    """Do something with a connector that talks to this service."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            service.running() as address,
            PLATFORM.open({"address": address, "token": TOKEN, **settings}) as line,
        ):
            await line.check()
            return await deed(line)

    return asyncio.run(run())


async def heard(line: Any, cursor: str = "") -> list[tuple[str, str]]:
    """Ids of what comes until the line breaks, with the cursor after each batch."""
    return [(raw.id, batch.cursor) async for batch in line.receive(cursor) for raw in batch.raws]
