"""A small Bot API on loopback, written from its specification, with updates as Telegram sends them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ANN = {
    "id": 100200300,
    "is_bot": False,
    "first_name": "Ann",
    "last_name": "Lee",
    "username": "annlee",
    "language_code": "en",
}
BO = {"id": 100200301, "is_bot": False, "first_name": "Bo"}
ME = {"id": 110201543, "is_bot": True, "first_name": "Tea helper", "username": "tea_bot"}
TEA = {"id": -1001234567890, "title": "Tea house", "type": "supergroup"}
SMALL = {"id": -987654, "title": "Small", "type": "group", "all_members_are_administrators": True}


def update(number: int, kind: str = "message", /, **more: Any) -> dict[str, Any]:
    inside = {"message_id": 42, "from": ANN, "chat": TEA, "date": 1732300000, **more}
    return {"update_id": number, kind: {name: value for name, value in inside.items() if value is not None}}


def refused(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return {**answer, "parameters": parameters} if parameters else answer


@dataclass
class BotApi:
    """`updates` are handed out from the offset on and forgotten below it; `answers` are given once each to a method;
    `supergroups` are known here, and no basic groups, unless `groups` has them."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    chats: set[int] = field(default_factory=lambda: {TEA["id"], ANN["id"]})  # type: ignore[arg-type]
    webhook: str = ""
    sees_all: bool = True

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        self.asked.append((method, given))
        if self.answers.get(method):
            return self.answers[method].pop(0)
        if "chat_id" in given and given["chat_id"] not in self.chats:
            return refused(400, "Bad Request: chat not found")
        result: Any = True
        if method == "getMe":
            result = {**ME, "can_join_groups": True, "can_read_all_group_messages": self.sees_all}
        elif method == "getWebhookInfo":
            result = {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": 0}
        elif method == "sendMessage":
            result = {"message_id": 77, "from": ME, "date": 1732300001, "text": given["text"]}
        elif method == "getChatAdministrators":
            result = [
                {"user": ANN, "status": "creator", "is_anonymous": False},
                {"user": ME, "status": "administrator"},
            ]
        elif method == "getUpdates":
            self.updates = [one for one in self.updates if one["update_id"] >= given["offset"]]
            result = self.updates[:2]
        return {"ok": True, "result": result}

    async def take(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response(refused(401, "Unauthorized"), status=401)
        method, given = request.match_info["method"], await request.json()
        answer = self.answer(method, given)
        if method == "getUpdates" and answer.get("result") == []:
            await asyncio.sleep(min(given["timeout"], 0.2))
        return web.json_response(answer, status=200 if answer["ok"] else answer["error_code"])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Gives its address."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self.take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
