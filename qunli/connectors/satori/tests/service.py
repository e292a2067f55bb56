"""A small Satori service on loopback, written from the specification, with events as Koishi's server sends them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "s3cret"
ME = {"id": "3889000", "name": "小助手", "avatar": "https://q1.qlogo.cn/g", "is_bot": True}
LOGIN = {"sn": 1, "adapter": "red", "platform": "red", "user": ME, "status": 1}
ANN = {"id": "10001000", "name": "安安", "avatar": "https://q1.qlogo.cn/g"}
TEA = {"id": "87654321", "name": "茶馆"}


def event(sn: int, type: str = "message-created", /, **more: Any) -> dict[str, Any]:
    inside = {
        "sn": sn,
        "type": type,
        "timestamp": 1732300000000,
        "login": {"sn": 1, "platform": "red", "user": ME},
        "channel": {"id": "87654321", "name": "茶馆", "type": 0},
        "guild": TEA,
        "member": {"nick": "安安-上海", "joined_at": 1700000000000},
        "user": ANN,
        **more,
    }
    return {name: value for name, value in inside.items() if value is not None}


def message(sn: int = 1, content: str = "早上好", /, **more: Any) -> dict[str, Any]:
    return event(sn, message={"id": "7430000000000001", "content": content, **more})


@dataclass
class Service:
    """Sends `events` after the sn that it is told, then breaks the line unless it `stays`. `answers` replaces
    the answer to a method, with a status."""

    events: list[dict[str, Any]] = field(default_factory=list)
    logins: list[dict[str, Any]] = field(default_factory=lambda: [LOGIN])
    answers: dict[str, tuple[int, Any, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    stays: bool = False

    async def stream(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        signal = await socket.receive_json()
        assert signal["op"] == 3
        if signal["body"].get("token") != TOKEN:
            await socket.close(code=4004, message=b"invalid token")
            return socket
        await socket.send_json({"op": 4, "body": {"logins": self.logins, "proxy_urls": []}})
        await socket.send_json({"op": 2, "body": {}})
        for one in self.events:
            if one["sn"] > signal["body"].get("sn", 0):
                await socket.send_json({"op": 0, "body": one})
        if self.stays:
            await socket.receive()
        await socket.close()
        return socket

    async def take(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.json()
        self.asked.append((method, given))
        self.headers.append(request.headers)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        if method in self.answers:
            status, body, headers = self.answers[method]
            return web.Response(status=status, text=body, headers=headers)
        return web.json_response(self.answer(method, given))

    def answer(self, method: str, given: dict[str, Any]) -> Any:
        match method:
            case "guild.list":
                return {"data": [TEA]}
            case "channel.list":
                return {"data": [{"id": "87654321", "name": "茶馆", "type": 0}, {"id": "9", "name": "听", "type": 3}]}
            case "guild.member.list" if "next" not in given:
                return {"data": [{"user": ANN, "nick": "安安-上海"}], "next": "2"}
            case "guild.member.list":
                return {"data": [{"user": ME, "nick": ""}]}
            case "message.create":
                return [{"id": "7430000000000077", "content": given["content"]}]
            case "user.channel.create":
                return {"id": f"private:{given['user_id']}", "type": 1}
        return {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Gives its address."""
        app = web.Application()
        app.router.add_get("/satori/v1/events", self.stream)
        app.router.add_post("/satori/v1/{method}", self.take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/satori"
        finally:
            await runner.cleanup()
