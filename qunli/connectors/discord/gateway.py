"""The gateway: one web socket on which Discord tells what happens, kept alive by heartbeats.

https://docs.discord.com/developers/events/gateway
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.discord.rest import BAD_ADDRESS, BAD_TOKEN
from qunli.core.words import _
from qunli.domains.chat.ports import AskPerson, TryAgain

HEARTBEAT, IDENTIFY, RESUME = 1, 2, 6
AGAIN = 4000
"""We close with this: after 1000 or 1001 Discord would forget the session."""
INTENTS_OFF = _("Discord refuses an intent: switch on what the page lists in the developer portal, page Bot.")
FATAL = {
    4004: BAD_TOKEN,
    4010: _("Discord refuses this bot's line."),
    4011: _("This bot is in too many servers for one line: make a bot for this community alone."),
    4012: _("Discord does not speak this version any more: upgrade Qunli."),
    4013: INTENTS_OFF,
    4014: INTENTS_OFF,
}
"""Close codes after which trying again would not help."""
FORGOTTEN = frozenset({4007, 4009})
"""Close codes after which the session cannot be resumed."""


class SessionLost(Exception):
    """The session is gone: a new one has to be begun, `after` so many seconds."""

    def __init__(self, after: float) -> None:
        super().__init__("Discord has forgotten the session")
        self.after = after


class Line:
    """An open gateway. `seq` is the number of the last event that is stored: all later ones may be told again."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, interval: float, seq: int | None) -> None:
        self.seq = seq
        self._socket, self._interval, self._acked = socket, interval, True
        self._told: asyncio.Queue[dict[str, Any] | Exception] = asyncio.Queue()

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """Dispatches in their order, until the line breaks. Raises `SessionLost`, `TryAgain`, `AskPerson`."""
        while True:
            told = await self._told.get()
            if isinstance(told, Exception):
                raise told
            yield told

    async def listen(self) -> None:
        """Beside whoever reads the events, since heartbeats must not wait until those are stored."""
        try:
            async for frame in self._socket:
                said = msgspec.json.decode(frame.data, type=dict[str, Any])
                if (error := await self._hear(said)) is not None:
                    self._told.put_nowait(error)
                    return
            self._told.put_nowait(_closed(self._socket.close_code))
        except Exception as error:  # whoever reads the events must learn that there will be none
            self._told.put_nowait(error)

    async def beat(self) -> None:
        """The first after a part of the interval, so that not all bots beat at once. A line that did not answer the
        last one is dead."""
        await asyncio.sleep(self._interval * random.random())
        while self._acked:
            self._acked = False
            await self._socket.send_json({"op": HEARTBEAT, "d": self.seq})
            await asyncio.sleep(self._interval)
        self._told.put_nowait(ConnectionError("Discord did not answer a heartbeat"))

    async def _hear(self, said: dict[str, Any]) -> Exception | None:
        """By opcode: 0 dispatch, 1 heartbeat wanted, 7 reconnect, 9 invalid session, 11 heartbeat answered."""
        match said.get("op"):
            case 0:
                self._told.put_nowait(said)
            case 1:
                await self._socket.send_json({"op": HEARTBEAT, "d": self.seq})
            case 7:
                return TryAgain("Discord asks to connect anew", 0.0)
            case 9:
                after = random.uniform(1, 5)
                return TryAgain("the session is resumed", after) if said.get("d") else SessionLost(after)
            case 11:
                self._acked = True
        return None


@asynccontextmanager
async def open_line(
    http: aiohttp.ClientSession, url: str, hello: dict[str, Any], seq: int | None
) -> AsyncIterator[Line]:
    """Connect, be greeted, say `hello` (identify or resume)."""
    try:
        socket = await http.ws_connect(
            f"{url.rstrip('/')}/?v=10&encoding=json", max_msg_size=0, timeout=aiohttp.ClientWSTimeout(ws_close=2.0)
        )
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise AskPerson(str(BAD_ADDRESS)) from error
    tasks: list[asyncio.Task[None]] = []
    try:
        async with asyncio.timeout(20):
            first = await socket.receive()
        if first.type is not aiohttp.WSMsgType.TEXT:
            raise _closed(socket.close_code)
        greeting = msgspec.json.decode(first.data, type=dict[str, Any])
        line = Line(socket, greeting["d"]["heartbeat_interval"] / 1000, seq)
        await socket.send_json(hello)
        tasks = [asyncio.create_task(line.listen()), asyncio.create_task(line.beat())]
        yield line
    finally:
        # Before the tasks end: a reader that is cancelled would close the line in its own way.
        await socket.close(code=AGAIN)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def identify(token: str, intents: int) -> dict[str, Any]:
    """Begin a session."""
    about = {"os": "linux", "browser": "qunli", "device": "qunli"}
    return {"op": IDENTIFY, "d": {"token": token, "intents": intents, "properties": about}}


def resume(token: str, session: str, seq: int | None) -> dict[str, Any]:
    """Go on with one: what was missed is told again."""
    return {"op": RESUME, "d": {"token": token, "session_id": session, "seq": seq}}


def _closed(code: int | None) -> Exception:
    if code in FATAL:
        return AskPerson(str(FATAL[code]))
    return SessionLost(0.0) if code in FORGOTTEN else ConnectionError(f"Discord closed the line with {code}")
