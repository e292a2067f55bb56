"""The peer of `benchmarks.live`: ten accounts in one room of matrix-synapse, each message answered before the next."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from tools.synapse import Synapse

V3 = "/_matrix/client/v3"


async def acknowledged_by_synapse(seconds: float, talk: Sequence[str], clients: int = 10) -> float:
    """Answers to `PUT /send` a second. Synapse runs on SQLite, as one process, without limits on its clients."""
    with tempfile.TemporaryDirectory() as folder:
        server = Synapse(Path(folder))
        server.start()
        try:
            users = [server.user(f"m{number}") for number in range(clients)]
            room = str(server.ask("POST", f"{V3}/createRoom", users[0][1], {"preset": "public_chat"})["room_id"])
            for _id, token in users[1:]:
                server.ask("POST", f"{V3}/join/{room}", token)
            begun = time.perf_counter()
            path, end = f"{V3}/rooms/{room}/send/m.room.message/", begun + seconds
            said = await asyncio.gather(*(_talk(server.address, token, path, end, talk) for _id, token in users))
            return sum(said) / (time.perf_counter() - begun)
        finally:
            server.stop()


async def _talk(address: str, token: str, path: str, end: float, talk: Sequence[str]) -> int:
    count = 0
    async with aiohttp.ClientSession(address, headers={"Authorization": f"Bearer {token}"}) as session:
        while time.perf_counter() < end:
            said = {"msgtype": "m.text", "body": talk[count % len(talk)]}
            async with session.put(path + secrets.token_hex(8), json=said, raise_for_status=True) as answer:
                await answer.read()
            count += 1
    return count
