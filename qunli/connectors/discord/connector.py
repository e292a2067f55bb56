"""What is done on Discord by a bot."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp

from qunli.connectors.discord.checking import INTENTS, checked, intents_of
from qunli.connectors.discord.guilds import Guilds
from qunli.connectors.discord.hearing import Hearing
from qunli.connectors.discord.reading import who
from qunli.connectors.discord.rest import BAD_TOKEN, Refused, Rest
from qunli.core.words import _
from qunli.domains.chat.ports import (
    AskPerson,
    Batch,
    Checked,
    Outgoing,
    Settings,
    Who,
)

API = "https://discord.com/api/v10"
LONGEST = 2000
PEOPLE = 1000
TIMEOUT = 28 * 86_400.0
"""Seconds that a timeout lasts at most."""
GONE = (10003, 10007, 10008, 10013)
"""Unknown channel, member, message, user."""


class Discord:
    """One bot."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._token, self._http = settings["token"], http
        self._rest = Rest(settings.get("address") or API, self._token, http)
        self._guilds = Guilds(self._rest)
        self._intents = INTENTS
        self._talks: dict[str, str] = {}

    def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """The gateway, resumed at `cursor`; see `hearing`."""
        return Hearing(self._http, self._rest, self._guilds, self._token, self._intents).batches(cursor)

    async def send(self, message: Outgoing) -> str:
        """Discord gives back the message that it has already when it knows the nonce. Nobody is pinged."""
        text = message.text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")
        body: dict[str, Any] = {"content": text, "allowed_mentions": {"parse": []}}
        if message.replaces is not None:
            await self._of_message("PATCH", message.chat.id, message.replaces, body)
            return message.replaces
        body |= {"nonce": hashlib.sha256(message.key.encode()).hexdigest()[:25], "enforce_nonce": True}
        channel = await self._talk(message.chat.id) if message.chat.direct else message.chat.id
        if message.reply_to is not None:
            channel = self._guilds.place_of(message.reply_to, channel)
            body["message_reference"] = {"message_id": message.reply_to, "fail_if_not_exists": False}
        return str((await self._rest.ask("POST", f"/channels/{_id(channel)}/messages", body))["id"])

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """From the whole server."""
        guild = await self._guilds.guild_of(_id(chat))
        if ban:
            await self._rest.ask("PUT", f"/guilds/{guild}/bans/{_id(person)}", {})
        else:
            await self._unless_gone("DELETE", f"/guilds/{guild}/members/{_id(person)}")

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """A timeout, in the whole server; after its longest time Qunli asks again."""
        guild = await self._guilds.guild_of(_id(chat))
        end = None
        if until is not None:
            end = datetime.fromtimestamp(min(until / 1000, time.time() + TIMEOUT - 60), UTC).isoformat()
        await self._rest.ask("PATCH", f"/guilds/{guild}/members/{_id(person)}", {"communication_disabled_until": end})

    async def delete(self, chat: str, message: str) -> None:
        """In the channel, or in the thread of it that the message stands in."""
        try:
            await self._of_message("DELETE", chat, message)
        except Refused as error:
            if error.code not in GONE:
                raise

    async def members(self, chat: str) -> Sequence[Who]:
        """Everybody of the server who sees this channel."""
        channel = await self._guilds.channel(_id(chat))
        guild, found, after = str(channel["guild_id"]), list[Who](), "0"
        await self._guilds.learn(guild)
        while True:
            page = await self._rest.get(f"/guilds/{guild}/members", limit=PEOPLE, after=after)
            for one in page:
                if self._guilds.may_read(channel, one["user"]["id"], one["roles"]):
                    found.append(who(one["user"], one))
            if len(page) < PEOPLE:
                return found
            after = str(page[-1]["user"]["id"])

    async def check(self) -> Checked:
        """Who the bot is, what is switched on for it, what its roles allow."""
        me = await self._rest.get("/users/@me")
        application = await self._rest.get("/applications/@me")
        self._intents = intents_of(application)
        return checked(me, application, await self._guilds.all())

    async def _of_message(self, method: str, chat: str, message: str, body: Any = None) -> None:
        """A message that is not in the channel may stand in a thread of it that nobody here has heard of."""
        place = self._guilds.place_of(message, _id(chat))
        try:
            await self._rest.ask(method, f"/channels/{place}/messages/{_id(message)}", body)
            return
        except Refused as error:
            if error.code not in GONE or place != chat:
                raise
            missing = error
        guild = await self._guilds.guild_of(chat)
        for thread in await self._guilds.threads(guild):
            if thread.get("parent_id") == chat and int(thread["id"]) <= int(message):
                try:
                    await self._rest.ask(method, f"/channels/{thread['id']}/messages/{message}", body)
                    return
                except Refused:
                    continue
        raise missing

    async def _unless_gone(self, method: str, path: str) -> None:
        try:
            await self._rest.ask(method, path)
        except Refused as error:
            if error.code not in GONE:
                raise

    async def _talk(self, person: str) -> str:
        if person not in self._talks:
            talk = await self._rest.ask("POST", "/users/@me/channels", {"recipient_id": _id(person)})
            self._talks[person] = str(talk["id"])
        return self._talks[person]


def _id(given: str) -> str:
    """Goes into an address: nothing but a number may."""
    if not (given.isascii() and given.isdecimal()):
        raise AskPerson(str(_("On Discord, people, channels and messages have numbers.")))
    return given


@asynccontextmanager
async def open_discord(settings: Settings) -> AsyncIterator[Discord]:
    """Ready to ask."""
    if not settings["token"].isascii() or any(one.isspace() for one in settings["token"]):
        raise AskPerson(str(BAD_TOKEN))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as http:
        yield Discord(settings, http)
