"""A small Discord on loopback, written from its documentation: the gateway of version 10 and the requests that we make,
with events in the shape in which it sends them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from qunli.connectors.discord.tests.shapes import (
    ALL,
    ANN,
    BO,
    CHANNELS,
    CONTENT,
    FIRST,
    GUILD,
    ME,
    MEMBERS,
    SEE,
    STAFF_ROLE,
    THREADS,
    TOKEN,
)


@dataclass
class Server:
    """Tells `events` (name, body) to whoever has a session. `ends` says how each line ends: a close code, "drop",
    "reconnect", "invalid"; it stays after those. `answers` come first, by "METHOD /path", once each."""

    events: list[tuple[str, Any]] = field(default_factory=list)
    ends: list[int | str] = field(default_factory=list)
    answers: dict[str, list[tuple[int, Any, dict[str, str]]]] = field(default_factory=dict)
    messages: dict[str, list[Any]] = field(default_factory=dict)
    flags: int = MEMBERS | CONTENT
    permissions: int = ALL
    guilds: int = 1
    interval: int = 45_000
    acks: bool = True
    sessions: int = 0
    log: list[tuple[str, Any]] = field(default_factory=list)
    greetings: list[Any] = field(default_factory=list)
    beats: list[int | None] = field(default_factory=list)
    closed: list[int | None] = field(default_factory=list)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    nonces: dict[str, str] = field(default_factory=dict)
    address: str = ""

    def forget(self) -> None:
        """The session is gone, as after a long silence."""
        self.log = []

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        assert (request.query["v"], request.query["encoding"]) == ("10", "json")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.interval, "_trace": []}})
        greeting = await socket.receive_json()
        self.greetings.append(greeting)
        if greeting["d"]["token"] != TOKEN:
            await socket.close(code=4004, message=b"Authentication failed.")
            return socket
        if await self.begin(socket, greeting):
            while self.events:
                await self.tell(socket, *self.events.pop(0))
            await self.stay(socket, self.ends.pop(0) if self.ends else "stay")
        self.closed.append(socket.close_code)
        return socket

    async def begin(self, socket: web.WebSocketResponse, greeting: Any) -> bool:
        if greeting["op"] == 2:
            self.sessions, self.log = self.sessions + 1, []
            ready = {"v": 10, "user": ME, "guilds": [{"id": GUILD, "unavailable": True}]}
            session = {"session_id": f"session-{self.sessions}", "resume_gateway_url": f"{self.address}/resume"}
            await self.tell(socket, "READY", {**ready, **session})
            await self.tell(socket, "GUILD_CREATE", {"id": GUILD, "name": "茶馆", "channels": CHANNELS})
            return True
        if not self.log or greeting["d"]["session_id"] != f"session-{self.sessions}":
            await socket.send_json({"op": 9, "d": False})
            await socket.receive()
            return False
        for number, (name, body) in enumerate(self.log, start=1):
            if number > greeting["d"]["seq"]:
                await socket.send_json({"op": 0, "t": name, "s": number, "d": body})
        await self.tell(socket, "RESUMED", {"_trace": []})
        return True

    async def tell(self, socket: web.WebSocketResponse, name: str, body: Any) -> None:
        self.log.append((name, body))
        await socket.send_json({"op": 0, "t": name, "s": len(self.log), "d": body})

    async def stay(self, socket: web.WebSocketResponse, end: int | str) -> None:
        if end == "drop":
            transport = socket._req.transport if socket._req else None
            if transport is not None:
                transport.abort()
            return
        if isinstance(end, int):
            await socket.close(code=end)
            return
        if end in ("reconnect", "invalid"):
            await socket.send_json({"op": 7, "d": None} if end == "reconnect" else {"op": 9, "d": False})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT and frame.json()["op"] == 1:
                self.beats.append(frame.json()["d"])
                if self.acks:
                    await socket.send_json({"op": 11})

    async def take(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        body = await request.json() if request.can_read_body else None
        name = f"{request.method} {path}"
        if request.headers.get("authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        if request.method != "GET":
            self.asked.append((name, body))
        if self.answers.get(name):
            status, said, headers = self.answers[name].pop(0)
            return web.json_response(said, status=status, headers=headers)
        if request.method != "GET":
            return self.done(name, body)
        return web.json_response(self.found(path, dict(request.query)))

    def done(self, name: str, body: Any) -> web.Response:
        if name.startswith("POST") and name.endswith("/messages"):
            id = self.nonces.setdefault(body["nonce"], str(FIRST + 7_000 + len(self.nonces)))
            return web.json_response({"id": id, "content": body["content"]})
        if name == "POST /users/@me/channels":
            return web.json_response({"id": "1200000000000000000", "type": 1})
        return web.json_response({}) if name.startswith("PATCH") else web.Response(status=204)

    def found(self, path: str, query: dict[str, str]) -> Any:
        match path.strip("/").split("/"):
            case ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                return {"url": f"{self.address}/gateway", "shards": 1, "session_start_limit": limit}
            case ["users", "@me"]:
                return ME
            case ["applications", "@me"]:
                return {"id": "1100000000000000001", "flags": self.flags, "name": "tea"}
            case ["users", "@me", "guilds"]:
                mine = {"id": GUILD, "name": "茶馆", "owner": False, "permissions": str(self.permissions)}
                return [mine][: self.guilds]
            case ["guilds", _guild, "channels"]:
                last = {id: rows[-1]["id"] for id, rows in self.messages.items() if rows}
                return [{**one, "last_message_id": last.get(one["id"])} for one in CHANNELS]
            case ["guilds", _guild, "threads", "active"]:
                last = {id: rows[-1]["id"] for id, rows in self.messages.items() if rows}
                return {"threads": [{**one, "last_message_id": last.get(one["id"])} for one in THREADS], "members": []}
            case ["guilds", _guild, "members"]:
                members = [
                    {"user": ANN, "nick": "安安-上海", "roles": [STAFF_ROLE]},
                    {"user": BO, "nick": None, "roles": []},
                ]
                return [one for one in members if int(one["user"]["id"]) > int(query["after"])][: int(query["limit"])]
            case ["guilds", guild]:
                roles = [{"id": GUILD, "permissions": str(SEE)}, {"id": STAFF_ROLE, "permissions": "0"}]
                return {"id": guild, "name": "茶馆", "owner_id": "1", "roles": roles}
            case ["channels", id, "messages"]:
                later = [one for one in self.messages.get(id, []) if int(one["id"]) > int(query["after"])]
                return list(reversed(later[: int(query["limit"])]))
            case ["channels", id]:
                return next({**one, "guild_id": GUILD} for one in [*CHANNELS, *THREADS] if one["id"] == id)
        raise web.HTTPNotFound

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Gives the address of its API."""
        app = web.Application()
        app.router.add_get("/gateway/", self.gateway)
        app.router.add_get("/resume/", self.gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self.take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        self.address = f"ws://127.0.0.1:{port}"
        try:
            yield f"http://127.0.0.1:{port}/api/v10"
        finally:
            await runner.cleanup()
