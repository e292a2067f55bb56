"""A connector that asks a small Bot API, and who is known there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from qunli.connectors.telegram import PLATFORM
from qunli.connectors.telegram.tests.bot_api import TOKEN, BotApi
from qunli.domains.chat.ports import Chat, Who

HOUSE = Chat("1234567890", "Tea house")
ANNE, BOB = Who("user100200300", "Ann Lee", "annlee"), Who("user100200301", "Bo")
AT = 1732300000000


def with_api(api: BotApi, deed: Callable[[Any], Awaitable[Any]], token: str = TOKEN) -> Any:
    """Do something with a connector that asks this Bot API."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            api.running() as address,
            PLATFORM.open({"token": token, "address": address}) as bot,
        ):
            return await deed(bot)

    return asyncio.run(run())


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came
