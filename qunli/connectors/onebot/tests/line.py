"""A connector whose other side is a small OneBot program."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from qunli.connectors.onebot import PLATFORM
from qunli.connectors.onebot.tests.program import ANN, GROUP, TOKEN, Program

TEA, ANNE = str(GROUP), str(ANN)


def with_program(
    program: Program, deed: Callable[[Any], Awaitable[Any]], *, how: str = "call", token: str = TOKEN
) -> Any:
    """Do something with a connector whose other side is this program."""

    async def run() -> Any:
        async with asyncio.timeout(10), program.running() as port:
            address = f"{'http' if how == 'http' else 'ws'}://127.0.0.1:{port}"
            async with PLATFORM.open({"how": how, "address": address, "token": token}) as line:
                return await deed(line)

    return asyncio.run(run())


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came
