"""What Discord tells, in order and without gaps: a session is resumed where it was left; when it is gone, what was
written meanwhile is fetched."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.discord.gateway import Line, SessionLost, identify, open_line, resume
from qunli.connectors.discord.guilds import OFFERED, THREADS, Guilds
from qunli.connectors.discord.reading import READ
from qunli.connectors.discord.rest import Refused, Rest
from qunli.domains.chat.ports import Batch, Raw, TryAgain

WRITTEN_IN = (0, 2, 5, *THREADS)
PAGE = 100
OVERLAP = 60_000 << 22
"""A minute: messages of different channels are not told strictly in the order of their numbers."""


class Place(msgspec.Struct, omit_defaults=True):
    """Where to go on: the session and its last event that is stored, and the highest number of a message (`heard`; null
    before the first session: what was written before that is not ours)."""

    session: str = ""
    url: str = ""
    seq: int | None = None
    heard: int | None = None

    def text(self) -> str:
        """As a cursor."""
        return msgspec.json.encode(self).decode()


class Hearing:
    """One line, from its opening until it breaks."""

    def __init__(self, http: aiohttp.ClientSession, rest: Rest, guilds: Guilds, token: str, intents: int) -> None:
        self._http, self._rest, self._guilds = http, rest, guilds
        self._token, self._intents = token, intents

    async def batches(self, cursor: str) -> AsyncIterator[Batch]:
        """First the channels, then what happens."""
        place = msgspec.json.decode(cursor, type=Place) if cursor else Place()
        for guild in await self._guilds.all():
            yield Batch(_met(await self._guilds.learn(str(guild["id"]))))
        try:
            async with await self._line(place) as line:
                async for event in line.events():
                    async for batch in self._heard(event, place):
                        yield batch
                    line.seq = place.seq
        except SessionLost as lost:
            yield Batch((), Place(heard=place.heard).text())
            raise TryAgain(str(lost), lost.after) from None

    async def _line(self, place: Place) -> AbstractAsyncContextManager[Line]:
        if place.session:
            hello = resume(self._token, place.session, place.seq)
            return open_line(self._http, place.url, hello, place.seq)
        gate = await self._rest.get("/gateway/bot")
        left = gate.get("session_start_limit") or {}
        if left.get("remaining") == 0:
            raise TryAgain("too many sessions were begun today", left["reset_after"] / 1000)
        return open_line(self._http, gate["url"], identify(self._token, self._intents), None)

    async def _heard(self, event: dict[str, Any], place: Place) -> AsyncIterator[Batch]:
        kind, body = event["t"], event["d"]
        if kind == "READY":
            # The session is noted only now: killed before, the same is fetched again and counts once.
            if place.heard is not None:
                async for batch in self._missed(place.heard):
                    yield batch
            place.session, place.url, place.seq = body["session_id"], body["resume_gateway_url"], event["s"]
            place.heard = self._guilds.latest() if place.heard is None else place.heard
            yield Batch((), place.text())
            return
        raws = await self._kept(event, place.session)
        place.seq = event["s"]
        if kind == "MESSAGE_CREATE":
            place.heard = max(place.heard or 0, int(body["id"]))
        if raws:
            yield Batch(raws, place.text())

    async def _kept(self, event: dict[str, Any], session: str) -> list[Raw]:
        kind, body, id = event["t"], event["d"], f"{session[:40]}:{event['s']}"
        if kind == "GUILD_CREATE":
            known = {guild for guild, _channels in self._guilds.known()}
            return [] if body["id"] in known else _met(await self._guilds.learn(str(body["id"])))
        if kind in ("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"):
            self._guilds.take(body)
            return _met([self._guilds.shown(body)] if body["type"] in OFFERED else [])
        if kind in ("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE"):
            self._guilds.take_role(str(body["guild_id"]), body["role"])
        if kind not in READ:
            return []
        if kind.startswith("GUILD_MEMBER"):
            chats = self._guilds.public(str(body["guild_id"]))
            return [Raw(id, {"t": kind, "d": body, "at": time.time_ns() // 1_000_000, "chats": chats})]
        try:
            return [await self._message(kind, body, "guild_id" in body, id)]
        except Refused:
            return []  # the channel is gone, or is not shown to us any more

    async def _message(self, kind: str, body: dict[str, Any], in_guild: bool, id: str = "") -> Raw:
        chat = None
        if in_guild:
            chat = await self._guilds.group_of(body["channel_id"])
            if kind == "MESSAGE_CREATE":
                self._guilds.note(str(body["id"]), body["channel_id"], chat["id"])
        id = f"m:{body['id']}" if kind == "MESSAGE_CREATE" else id
        return Raw(id, {"t": kind, "d": body, "chat": chat})

    async def _missed(self, heard: int) -> AsyncIterator[Batch]:
        """What was written since, in channels and threads that may be read; of edits and deletions nothing is known."""
        for guild, channels in self._guilds.known():
            places = [*(one for one in channels if one["type"] not in THREADS), *await self._guilds.threads(guild)]
            for place in places:
                if place["type"] in WRITTEN_IN and int(place.get("last_message_id") or 0) > heard:
                    async for batch in self._pages(str(place["id"]), heard - OVERLAP):
                        yield batch

    async def _pages(self, channel: str, after: int) -> AsyncIterator[Batch]:
        while True:
            try:
                page = await self._rest.get(f"/channels/{channel}/messages", after=str(max(0, after)), limit=PAGE)
            except Refused:
                return
            page.sort(key=lambda one: int(one["id"]))
            if page:
                yield Batch([await self._message("MESSAGE_CREATE", one, True) for one in page])
            if len(page) < PAGE:
                return
            after = int(page[-1]["id"])


def _met(groups: Iterable[dict[str, str]]) -> list[Raw]:
    return [Raw(f"g:{one['id']}:{one['name']}"[:300], {"t": "CHANNELS", "d": {}, "chats": [one]}) for one in groups]
