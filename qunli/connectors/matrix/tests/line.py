"""A connector that talks to the small homeserver, and what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from qunli.connectors.matrix import PLATFORM
from qunli.connectors.matrix.tests.homeserver import ANN, BO, ME, ROOM, TOKEN, Homeserver
from qunli.domains.chat.ports import Came, Chat, Who

HOUSE = Chat(ROOM)
ANNE, BOB = Who(ANN, "Ann", ANN), Who(BO, "Bo", BO)


def with_server(server: Homeserver, deed: Callable[[Any], Awaitable[Any]], **settings: str) -> Any:
    """Do something with a connector that talks to this homeserver and has looked around there."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            server.running() as address,
            PLATFORM.open({"address": address, "token": TOKEN, **settings}) as line,
        ):
            await line.check()
            server.asked.clear()
            return await deed(line)

    return asyncio.run(run())


async def heard(line: Any, batches: int, cursor: str = "") -> list[Any]:
    """The first batches after the one that tells of the rooms."""
    found: list[Any] = []
    async for batch in line.receive(cursor):
        found.append(batch)
        if len(found) > batches:
            break
    return found[1:]


def the_only(event: Any, direct: bool = False, **names: str) -> Came:
    """What an event means that means one thing."""
    body = {"event": event, "room": ROOM, "direct": direct, "me": ME, "names": {ANN: "Ann", BO: "Bo", **names}}
    (came,) = PLATFORM.read(body)
    return came
