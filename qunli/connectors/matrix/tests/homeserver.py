"""A small Matrix homeserver on loopback, written from the client-server specification 1.11, with events as Synapse
gives them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "syt_cXVubGk_s3cret"
ME, ANN, BO = "@qunli:tea.example", "@ann:tea.example", "@bo:tea.example"
ROOM, OTHER = "!tea:tea.example", "!other:tea.example"
AT = 1_732_300_000_000
POWER = {
    "ban": 50, "kick": 50, "redact": 50, "state_default": 50, "events_default": 0, "users_default": 0,
    "events": {"m.room.power_levels": 100}, "users": {"@owner:tea.example": 100, ME: 100},
}  # fmt: skip


def event(id: str, kind: str = "m.room.message", sender: str = ANN, **content: Any) -> dict[str, Any]:
    """As a sync has it; its room stands outside."""
    return {"event_id": f"${id}", "type": kind, "sender": sender, "origin_server_ts": AT, "content": content}


def text(id: str, body: str, sender: str = ANN, **more: Any) -> dict[str, Any]:
    return event(id, sender=sender, msgtype="m.text", body=body, **more)


def state(kind: str, key: str = "", sender: str = ANN, **content: Any) -> dict[str, Any]:
    return {**event(f"{kind}{key}", kind, sender, **content), "state_key": key}


def member(person: str, name: str, membership: str = "join", was: str | None = "join", **more: Any) -> dict[str, Any]:
    before = {"unsigned": {"prev_content": {"membership": was}}} if was else {}
    return {**state("m.room.member", person, person, membership=membership, displayname=name), **before, **more}


@dataclass
class Homeserver:
    """Every request is kept in `asked`; `answers` are given first, once each, by what a path holds. `timeline` is what
    happened in the room, `page` how much of it one sync hands over, with `names` beside it."""

    timeline: list[dict[str, Any]] = field(default_factory=list)
    rooms: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {ROOM: [state("m.room.name", name="Tea house"), state("m.room.power_levels", **POWER)]}
    )
    names: list[dict[str, Any]] = field(default_factory=lambda: [member(ANN, "Ann"), member(BO, "Bo")])
    open: set[str] = field(default_factory=lambda: {ROOM})
    invited: tuple[str, ...] = ()
    page: int = 100
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    answers: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    over: bool = False
    transactions: dict[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        self.over = False
        app = web.Application()
        app.router.add_route("*", "/_matrix/client/v3/{path:.*}", self._take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        finally:
            self.over = True
            await runner.cleanup()

    def sent(self, ending: str) -> list[Any]:
        """What was given to requests whose path holds `ending`."""
        return [body for _method, path, body in self.asked if ending in path]

    def as_deeds(self) -> list[tuple[str, Any]]:
        """What was asked of rooms, by the word that says what."""
        return [(path.split("/")[2], body) for _method, path, body in self.asked if path.startswith("rooms/")]

    async def _take(self, request: web.Request) -> web.Response:
        path, raw = request.match_info["path"], await request.text()
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return refused(401, "M_UNKNOWN_TOKEN", "Invalid access token passed.")
        self.asked.append((request.method, path, json.loads(raw) if raw else dict(request.query)))
        waiting = next((self.answers[end] for end in self.answers if end in path and self.answers[end]), None)
        if waiting:
            status, answer = waiting.pop(0)
            return web.json_response(answer, status=status)
        words = path.split("/")
        if path == "sync":
            return web.json_response(await self._sync(request.query))
        if words[-1] == "messages":
            return web.json_response(self._messages(request.query))
        return self._simple(request.method, words)

    async def _sync(self, query: Any) -> Any:
        if "since" not in query:
            rooms = {id: {"state": {"events": events}, "timeline": {"events": []}} for id, events in self.rooms.items()}
            return {"next_batch": f"s{len(self.timeline)}", "rooms": {"join": rooms}}
        since = int(query["since"][1:])
        while len(self.timeline) <= since and not self.invited and not self.over:
            await asyncio.sleep(0.01)
        came, end = self.timeline[since:], len(self.timeline)
        shown = came[-self.page :]
        timeline = {"events": shown, "limited": len(shown) < len(came), "prev_batch": f"s{end - len(shown)}"}
        rooms = {"join": {ROOM: {"timeline": timeline, "state": {"events": self.names}}}} if came else {}
        invites = {id: {"invite_state": {"events": []}} for id in self.invited}
        self.invited = ()
        return {"next_batch": f"s{end}", "rooms": {**rooms, "invite": invites}}

    def _messages(self, query: Any) -> Any:
        start, end = int(query["from"][1:]), int(query["to"][1:])
        stop = min(end, start + self.page)
        more = {"end": f"s{stop}"} if stop < end else {}
        return {"start": query["from"], "chunk": self.timeline[start:stop], **more}

    def _simple(self, method: str, words: list[str]) -> web.Response:
        known = next((one for one in self.rooms.get(ROOM, []) if one["type"] in words), None)
        match words:
            case ["account", "whoami"]:
                answer: Any = {"user_id": ME, "device_id": "QUNLI"}
            case ["join", room]:
                if room not in self.open:
                    return refused(403, "M_FORBIDDEN", "You are not invited to this room.")
                answer = {"room_id": room}
            case ["rooms", _, "joined_members"]:
                joined = {one["state_key"]: {"display_name": one["content"]["displayname"]} for one in self.names}
                answer = {"joined": {**joined, ME: {"display_name": None}}}
            case ["rooms", _, "state", "m.room.member", person]:
                found = [one["content"] for one in self.names if one["state_key"] == person]
                if not found:
                    return refused(404, "M_NOT_FOUND", "Event not found.")
                answer = found[0]
            case ["rooms", _, "state", *_] if method == "GET":
                answer = known["content"] if known else {}
            case ["rooms", _, "send" | "redact", *_]:
                answer = {"event_id": self.transactions.setdefault(words[-1], f"$sent{len(self.transactions)}")}
            case ["createRoom"]:
                answer = {"room_id": "!talk:tea.example"}
            case _:
                answer = {"event_id": "$state"} if "state" in words else {}
        return web.json_response(answer)


def refused(status: int, code: str, said: str, **more: Any) -> web.Response:
    return web.json_response({"errcode": code, "error": said, **more}, status=status)
