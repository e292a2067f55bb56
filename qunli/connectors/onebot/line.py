"""The line to a OneBot v11 implementation: a web socket that we open, one that it opens to us, or HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp
import msgspec
from aiohttp import web

from qunli.core.words import _
from qunli.domains.chat.ports import AskPerson, TryAgain

ANSWER_WITHIN = 20.0
"""Seconds."""
CALL_WITHIN = 45.0
"""Seconds that we wait for the other side to open its line; implementations try every few seconds."""
BAD_TOKEN = _("The access token is not the one that is set in the OneBot program.")
BAD_ADDRESS = _("This is not an address of a OneBot program.")


class Line(Protocol):
    """Open until its context ends."""

    async def ask(self, action: str, **params: Any) -> Any:
        """The data answered. Raises `TryAgain` when it was surely not done, `AskPerson` when it was refused."""
        ...

    def events(self) -> AsyncIterator[Any]:
        """As they come; ends when the line breaks."""
        ...


class Socket:
    """Questions and events share one web socket; answers are told from events by the echo of their question."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse | web.WebSocketResponse) -> None:
        self._socket = socket
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)
        self._events: asyncio.Queue[Any] = asyncio.Queue(1000)
        self._closed = False

    async def listen(self) -> None:
        """Until it closes. What was asked and not answered then may have been done or not."""
        try:
            async for frame in self._socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    await self._take(msgspec.json.decode(frame.data))
        finally:
            self._closed = True
            self._fail(ConnectionError("the line broke before the answer"))
            with contextlib.suppress(asyncio.QueueFull):
                self._events.put_nowait(None)

    async def ask(self, action: str, **params: Any) -> Any:
        if self._closed:
            raise TryAgain("the line is closed")
        echo = str(next(self._numbers))
        future = self._waiting[echo] = asyncio.get_running_loop().create_future()
        try:
            question = msgspec.json.encode({"action": action, "params": params, "echo": echo})
            await self._socket.send_str(question.decode())
            async with asyncio.timeout(ANSWER_WITHIN):
                return _data(await future)
        finally:
            del self._waiting[echo]

    async def events(self) -> AsyncIterator[Any]:
        while not (self._closed and self._events.empty()):
            event = await self._events.get()
            if event is not None:
                yield event

    async def _take(self, frame: Any) -> None:
        if not isinstance(frame, dict):
            return
        if "post_type" in frame:
            await self._events.put(frame)
        elif (future := self._waiting.get(str(frame.get("echo")))) is not None and not future.done():
            future.set_result(frame)
        elif frame.get("retcode") in (1401, 1403):  # said without an echo, before the line is closed
            self._fail(AskPerson(str(BAD_TOKEN)))

    def _fail(self, error: Exception) -> None:
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(error)


class Http:
    """Questions by HTTP; events come to the connection's own address."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address.rstrip("/")

    async def ask(self, action: str, **params: Any) -> Any:
        try:
            async with self._session.post(f"{self._address}/{action}", json=params) as answer:
                text, status = await answer.read(), answer.status
        except aiohttp.InvalidURL as error:
            raise AskPerson(str(BAD_ADDRESS)) from error
        except aiohttp.ClientConnectorError as error:
            raise TryAgain(f"{self._address}: {error}") from error
        if status in (401, 403):
            raise AskPerson(str(BAD_TOKEN))
        if status == 429:
            after = answer.headers.get("retry-after", "")
            raise TryAgain(f"{self._address} answered 429", float(after) if after.isdecimal() else None)
        if status >= 500:
            raise ConnectionError(f"{self._address} answered {status}")
        if status != 200:
            raise AskPerson(f"{self._address} answered {status}")
        return _data(msgspec.json.decode(text))

    async def events(self) -> AsyncIterator[Any]:
        while True:
            await asyncio.sleep(3600)
            yield None


@asynccontextmanager
async def calling(address: str, token: str) -> AsyncIterator[Line]:
    """We open the web socket (the specification's forward one)."""
    async with _session(token) as session:
        try:
            socket = await session.ws_connect(address, heartbeat=30, max_msg_size=1 << 24)
        except aiohttp.WSServerHandshakeError as error:
            if error.status in (401, 403):
                raise AskPerson(str(BAD_TOKEN)) from error
            raise TryAgain(f"the address answered {error.status}") from error
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
            raise AskPerson(str(BAD_ADDRESS)) from error
        async with socket, _listening(Socket(socket)) as line:
            yield line


@asynccontextmanager
async def called(address: str, token: str) -> AsyncIterator[Line]:
    """The other side opens it (the reverse one); `address` is where we listen: host:port."""
    host, _colon, port = address.removeprefix("ws://").rstrip("/").rpartition(":")
    if not port.isdecimal():
        raise AskPerson(str(BAD_ADDRESS))
    came: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def take(request: web.Request) -> web.StreamResponse:
        given = request.headers.get("authorization", "").partition(" ")[2] or request.query.get("access_token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            return web.Response(status=403 if given else 401)
        if came.done():
            return web.Response(status=409)
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=1 << 24)
        await socket.prepare(request)
        if came.done():
            await socket.close()
            return socket
        came.set_result(socket)
        await over.wait()
        return socket

    app = web.Application()
    app.router.add_get("/{path:.*}", take)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, int(port)).start()
        try:
            async with asyncio.timeout(CALL_WITHIN):
                socket = await came
        except TimeoutError as error:
            raise TryAgain("no OneBot program has connected yet", 1.0) from error
        async with _listening(Socket(socket)) as line:
            yield line
        await socket.close()
    finally:
        over.set()
        await runner.cleanup()


@asynccontextmanager
async def asking(address: str, token: str) -> AsyncIterator[Line]:
    """By HTTP."""
    async with _session(token) as session:
        yield Http(session, address)


@asynccontextmanager
async def _listening(socket: Socket) -> AsyncIterator[Line]:
    task = asyncio.create_task(socket.listen())
    try:
        yield socket
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _session(token: str) -> aiohttp.ClientSession:
    timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
    return aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}, timeout=timeout)


def _data(answer: Any) -> Any:
    code = answer.get("retcode")
    if answer.get("status") in ("ok", "async") or code == 0:
        return answer.get("data")
    if code in (1401, 1403):
        raise AskPerson(str(BAD_TOKEN))
    raise AskPerson(str(answer.get("wording") or answer.get("message") or answer.get("msg") or f"OneBot: {code}"))
