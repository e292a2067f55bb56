"""Talkers that never give up: what is not acknowledged is said again with the same key, over a new line if need be."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.crash_seed import BANNED, WARNED
from benchmarks.live_lines import Line, opened
from qunli.connectors.webhook import signing

_ANSWERED = re.compile(rb'"t":"(ack|held|refused|retry)"[^}]*?"key":"([0-9a-f]+)","seq":(null|\d+)')


@dataclass
class Acknowledged:
    """What was promised to have been kept, and what the other program was asked to say."""

    messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    order: dict[int, list[str]] = field(default_factory=dict)
    warned: int = 0
    banned: int = 0
    pushed: list[str] = field(default_factory=list)
    sent_there: dict[str, int] = field(default_factory=dict)
    sent_again: int = 0
    said_again: int = 0


async def talk(port: int, seed: dict[str, Any], member: int, kept: Acknowledged, end: asyncio.Event) -> None:
    """One member's talk, one outstanding message at a time; every twentieth is warned about."""
    group, count = seed["groups"][member % len(seed["groups"])], 0
    order = kept.order.setdefault(member, [])
    async with _Speaker(port, seed, member, kept) as speaker:
        while not end.is_set():
            count += 1
            bad = count % 20 == 0
            key, kind, seq = await speaker.say(group, f"word {count} {WARNED}" if bad else f"word {count}")
            if kind != "ack":
                raise RuntimeError(f"{kind} instead of an acknowledgement")
            kept.messages[key] = (group, seq)
            order.append(key)
            kept.warned += bad


async def be_banned(port: int, seed: dict[str, Any], member: int, kept: Acknowledged) -> None:
    """A member says what bans them."""
    async with _Speaker(port, seed, member, kept) as speaker:
        _key, kind, _seq = await speaker.say(seed["groups"][1], f"look {BANNED}")
    if kind not in ("refused", "gone"):
        raise RuntimeError(f"{kind} instead of a refusal")
    kept.banned += 1


async def push(port: int, seed: dict[str, Any], secret: str, kept: Acknowledged, end: asyncio.Event) -> None:
    """The other program tells what was said there, each thing until it is taken."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        while not end.is_set():
            id = secrets.token_hex(8)
            said = {"chat": {"id": "river"}, "by": {"id": "bo", "name": "Bo"}, "id": id, "at": int(time.time() * 1000)}
            body = json.dumps({"updates": [{"said": said | {"text": "from the river"}}]}).encode()
            while True:
                try:
                    headers = signing.headers(secret, id, int(time.time()), body)
                    address = f"http://127.0.0.1:{port}{seed['hook']}"
                    async with session.post(address, data=body, headers=headers) as answer:
                        if answer.status < 300:
                            break
                except (aiohttp.ClientError, TimeoutError):
                    kept.said_again += 1
                await asyncio.sleep(0.1)
            kept.pushed.append(id)
            await asyncio.sleep(0.05)


async def other_program(kept: Acknowledged) -> tuple[web.AppRunner, int]:
    """What is asked of it counts once by its id; how often ids came again is counted, too."""

    async def asked(request: web.Request) -> web.Response:
        body, id = await request.json(), request.headers[signing.ID]
        if body["do"] == "send":
            kept.sent_again += id in kept.sent_there
            kept.sent_there[id] = kept.sent_there.get(id, 0) + 1
        return web.json_response({"id": f"there-{id}", "account": "qunli", "people": []})

    app = web.Application()
    app.router.add_post("/", asked)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, int(runner.addresses[0][1])


class _Speaker:
    """A member's line, opened again whenever it breaks."""

    def __init__(self, port: int, seed: dict[str, Any], member: int, kept: Acknowledged) -> None:
        self._port, self._seed, self._member, self._kept = port, seed, member, kept
        self._line: Line | None = None
        self._answers: asyncio.Queue[tuple[bytes, bytes, bytes]] = asyncio.Queue()

    async def __aenter__(self) -> _Speaker:
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._line is not None:
            self._line.close()

    async def say(self, group: int, text: str) -> tuple[str, str, int]:
        """Key, kind of answer and number; `gone` when the door stays shut, as it does for who was banned."""
        key, first, shut = secrets.token_hex(8), True, 0
        while True:
            if self._line is None or self._line.lost:
                shut = shut + 1 if await self._open() else 0
            if shut > 20 and BANNED in text:
                return key, "gone", 0
            if self._line is not None:
                self._kept.said_again += not first
                first = False
                self._line.say(json.dumps({"t": "send", "key": key, "group": group, "text": text}).encode())
            try:
                kind, seq = await asyncio.wait_for(self._answer(key), 2)
            except TimeoutError:
                continue
            if kind != "retry":
                return key, kind, seq
            await asyncio.sleep(0.1)

    async def _answer(self, key: str) -> tuple[str, int]:
        while True:
            kind, answered, seq = await self._answers.get()
            if answered.decode() == key:
                return kind.decode(), 0 if seq == b"null" else int(seq)

    async def _open(self) -> bool:
        """Whether somebody was there."""
        self._line = None
        cookie = f"{self._seed['name']}={self._seed['cookies'][self._member]}"
        try:
            line = await asyncio.wait_for(opened(self._port, "/m/load/socket/", cookie, self._hear), 3)
        except (OSError, ConnectionError, TimeoutError):
            await asyncio.sleep(0.1)
            return False
        self._line = line
        return True

    def _hear(self, data: bytes) -> None:
        for found in _ANSWERED.findall(data):
            self._answers.put_nowait(found)
