"""A small OneBot v11 program on loopback, written from the specification, with payloads as NapCat
sends them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "s3cret"
GROUP = 87654321
ANN, BOT = 10001000, 3889000
LOGIN = {"status": "ok", "retcode": 0, "data": {"user_id": BOT, "nickname": "小助手"}}


def message(id: int = 1001, text: str = "早上好", **more: Any) -> dict[str, Any]:
    """A group message as NapCat posts it."""
    return {
        "self_id": BOT,
        "user_id": ANN,
        "time": 1732300000,
        "message_id": id,
        "message_seq": id,
        "real_id": id,
        "message_type": "group",
        "sender": {"user_id": ANN, "nickname": "安安", "card": "安安-上海", "role": "member"},
        "raw_message": text,
        "font": 14,
        "sub_type": "normal",
        "message": [{"type": "text", "data": {"text": text}}],
        "message_format": "array",
        "post_type": "message",
        "group_id": GROUP,
        **more,
    }


def notice(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "time": 1732300100,
        "self_id": BOT,
        "post_type": "notice",
        "notice_type": kind,
        "group_id": GROUP,
        "user_id": ANN,
        **more,
    }


@dataclass
class Program:
    """`asked` are the actions it was given; `answers` replaces the answer to an action; `tells` are sent to whoever
    connects; the line is broken after `breaks_after` answers."""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    tells: list[dict[str, Any]] = field(default_factory=list)
    breaks_after: int = 0
    silent: bool = False
    late: bool = False
    """Says only after the handshake that the token is wrong, as NapCat does."""

    def answer(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        self.asked.append((action, params))
        if action in self.answers:
            return self.answers[action]
        if action == "get_login_info":
            return LOGIN
        data: Any = None
        if action == "get_status":
            data = {"online": True, "good": True}
        elif action in ("send_group_msg", "send_private_msg"):
            data = {"message_id": -2147483}
        elif action == "get_group_list":
            data = [{"group_id": GROUP, "group_name": "茶馆", "member_count": 3, "max_member_count": 200}]
        elif action == "get_group_member_list":
            data = [
                {"group_id": GROUP, "user_id": ANN, "nickname": "安安", "card": "安安-上海", "role": "owner"},
                {"group_id": GROUP, "user_id": BOT, "nickname": "小助手", "card": "", "is_robot": True},
            ]
        return {"status": "ok", "retcode": 0, "data": data, "message": "", "wording": ""}

    async def talk(self, socket: Any) -> None:
        """One side of the web socket."""
        for event in ({"post_type": "meta_event", "meta_event_type": "lifecycle", "time": 1}, *self.tells):
            await socket.send_json(event)
        answered = 0
        async for frame in socket:
            asked = frame.json()
            if self.silent and asked["action"].startswith("send"):
                await socket.close()
                return
            await socket.send_json({**self.answer(asked["action"], asked["params"]), "echo": asked["echo"]})
            answered += 1
            if answered == self.breaks_after:
                await socket.close()

    async def forward(self, request: web.Request) -> web.StreamResponse:
        wrong = request.headers.get("authorization") != f"Bearer {TOKEN}"
        if wrong and not self.late:
            return web.Response(status=403)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if wrong:
            refused = {"status": "failed", "retcode": 1403, "data": None, "message": "token验证失败"}
            await socket.receive()
            await socket.send_json(refused)
            await socket.close()
        else:
            await self.talk(socket)
        return socket

    async def http(self, request: web.Request) -> web.Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        given = self.answer(request.match_info["action"], await request.json())
        if "http" in given:
            return web.Response(status=given["http"], headers=given.get("headers", {}))
        return web.json_response(given)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Gives its port."""
        app = web.Application()
        app.router.add_get("/", self.forward)
        app.router.add_post("/{action}", self.http)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    async def call(self, port: int, token: str = TOKEN) -> int:
        """Connect to whoever listens, again and again until somebody does; the status when refused, 0 at the end."""
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    headers = {"Authorization": f"Bearer {token}", "X-Self-ID": str(BOT)}
                    async with session.ws_connect(f"http://127.0.0.1:{port}/onebot/v11/ws", headers=headers) as socket:
                        await self.talk(socket)
                        return 0
                except aiohttp.WSServerHandshakeError as error:
                    return error.status
                except aiohttp.ClientConnectorError:
                    await asyncio.sleep(0.02)
