"""What is done through a Satori service, and how it is set up."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.satori.reading import TYPES, channel_of, escaped, login_of, read, who
from qunli.core.words import _
from qunli.domains.chat.ports import (
    Ability,
    AskPerson,
    Batch,
    Checked,
    Outgoing,
    Pace,
    Platform,
    Raw,
    Setting,
    Settings,
    TryAgain,
    Who,
)

FEATURES: dict[str, Ability] = {
    "message.create": "send",
    "user.channel.create": "direct",
    "message.update": "edit",
    "message.delete": "delete",
    "guild.member.kick": "remove",
    "guild.member.mute": "restrict",
    "guild.member.list": "members",
}
EVENT, PING, IDENTIFY, READY = 0, 1, 3, 4
ONLINE = 1
PING_EVERY = 10.0
LONGEST = 4_000
PAGES = 50
"""Of a list, at most; a service that gives the same page for ever must not hold us."""
BAD_TOKEN = _("The Satori service does not take this token.")
BAD_ADDRESS = _("This is not an address of a Satori service.")


class Satori:
    """One account of a service."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._base = settings["address"].rstrip("/")
        self._token, self._account = settings.get("token", ""), settings.get("account", "")
        self._session = session
        self._login: tuple[str, str] = ("", "")
        self._guilds: dict[str, str] = {}
        self._talks: dict[str, str] = {}

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """First the groups of the account, then events. A service that remembers sends those after `cursor` (sn)."""
        async with self._identified(int(cursor) if cursor else None) as (socket, logins):
            self._choose(logins)
            pinging = asyncio.create_task(_ping(socket))
            try:
                yield Batch(await self._groups())
                async for frame in socket:
                    event = _signal(frame).get("body") if _signal(frame).get("op") == EVENT else None
                    if event and event.get("type") in TYPES and login_of(event) == self._login:
                        yield self._kept(event)
            finally:
                pinging.cancel()
                await asyncio.gather(pinging, return_exceptions=True)

    async def send(self, message: Outgoing) -> str:
        """`message.create`, or `message.update`."""
        content, channel = escaped(message.text[:LONGEST]), await self._channel(message.chat.id, message.chat.direct)
        if message.replaces is not None:
            await self._ask("message.update", channel_id=channel, message_id=message.replaces, content=content)
            return message.replaces
        if message.reply_to is not None:
            content = f'<quote id="{escaped(message.reply_to)}"/>{content}'
        sent = await self._ask("message.create", channel_id=channel, content=content)
        return str(sent[0]["id"]) if sent else ""

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """`guild.member.kick`."""
        await self._ask("guild.member.kick", guild_id=self._guild(chat), user_id=_user(person), permanent=ban)

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """`guild.member.mute`; its duration is in ms."""
        left = 0 if until is None else max(60_000, until - time.time_ns() // 1_000_000)
        await self._ask("guild.member.mute", guild_id=self._guild(chat), user_id=_user(person), duration=left)

    async def delete(self, chat: str, message: str) -> None:
        """`message.delete`."""
        await self._ask("message.delete", channel_id=chat, message_id=message)

    async def members(self, chat: str) -> Sequence[Who]:
        """`guild.member.list`."""
        found = await self._all("guild.member.list", guild_id=self._guild(chat))
        return [who(self._login[0], one["user"], one) for one in found if one.get("user")]

    async def check(self) -> Checked:
        """What the service says of its accounts when we identify ourselves."""
        async with self._identified(None) as (_socket, logins):
            login = self._choose(logins)
        features = login.get("features") or FEATURES
        can = frozenset(ability for name, ability in FEATURES.items() if name in features)
        account = who(login["platform"], login["user"])
        return Checked(account.id, account.name, can)

    @asynccontextmanager
    async def _identified(self, sn: int | None) -> AsyncIterator[tuple[aiohttp.ClientWebSocketResponse, list[Any]]]:
        try:
            socket = await self._session.ws_connect(f"{self._base}/v1/events", heartbeat=30)
        except aiohttp.WSServerHandshakeError as error:
            raise _refusal(error.status, "", "") from error
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
            raise AskPerson(str(BAD_ADDRESS)) from error
        async with socket:
            body = {"token": self._token, **({} if sn is None else {"sn": sn, "sequence": sn})}
            await socket.send_json({"op": IDENTIFY, "body": body})
            async with asyncio.timeout(20):
                ready = _signal(await socket.receive())
            if ready.get("op") != READY:
                # The protocol names no code for a wrong token; services close with one of their own, or a policy's.
                mine = (socket.close_code or 0) >= 3000 or socket.close_code == 1008
                raise AskPerson(str(BAD_TOKEN)) if mine else ConnectionError(f"closed with {socket.close_code}")
            yield socket, ready["body"]["logins"]

    def _choose(self, logins: list[Any]) -> Any:
        online = [one for one in logins if one.get("user") and one.get("status", ONLINE) == ONLINE]
        wanted = [one for one in online if self._account in ("", str(one["user"]["id"]))]
        if not wanted:
            raise TryAgain(str(_("The Satori service has no account that is online.")))
        if len(wanted) > 1:
            raise AskPerson(str(_("The Satori service has several accounts: say which one.")))
        self._login = (str(wanted[0]["platform"]), str(wanted[0]["user"]["id"]))
        return wanted[0]

    def _kept(self, event: Any) -> Batch:
        if event.get("guild") and event.get("channel"):
            self._guilds[channel_of(event)] = str(event["guild"]["id"])
        sn = event.get("sn", event.get("id"))
        # A service that is started anew counts from the beginning again; with the time it is another event.
        return Batch([Raw(f"{event.get('timestamp')}:{sn}", event)], str(sn))

    async def _groups(self) -> list[Raw]:
        """Channels in which people write, as updates of their own; none if the service does not list them."""
        found: list[Raw] = []
        login = {"platform": self._login[0], "user": {"id": self._login[1]}}
        with contextlib.suppress(AskPerson, TryAgain):
            for guild in (await self._all("guild.list"))[:PAGES]:
                for channel in await self._all("channel.list", guild_id=guild["id"]):
                    if channel.get("type", 0) != 0:
                        continue
                    self._guilds[str(channel["id"])] = str(guild["id"])
                    told = {"type": "channel-added", "guild": guild, "channel": channel, "login": login}
                    name = f"{guild.get('name')}/{channel.get('name')}"
                    found.append(Raw(f"g:{channel['id']}:{name}"[:300], told))
        return found

    def _guild(self, chat: str) -> str:
        return self._guilds.get(chat, chat)

    async def _channel(self, chat: str, direct: bool) -> str:
        if not direct:
            return chat
        if chat not in self._talks:
            self._talks[chat] = str((await self._ask("user.channel.create", user_id=_user(chat)))["id"])
        return self._talks[chat]

    async def _all(self, method: str, **params: Any) -> list[Any]:
        found: list[Any] = []
        for _page in range(PAGES):
            answer = await self._ask(method, **params)
            found += answer.get("data") or []
            if not answer.get("next"):
                break
            params["next"] = answer["next"]
        return found

    async def _ask(self, method: str, **params: Any) -> Any:
        platform, account = self._login
        headers = {"Satori-Platform": platform, "Satori-User-ID": account, "X-Platform": platform, "X-Self-ID": account}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            async with self._session.post(f"{self._base}/v1/{method}", json=params, headers=headers) as answer:
                text = await answer.read()
        except aiohttp.ClientConnectorError as error:
            raise TryAgain(f"{self._base}: {error}") from error
        if answer.status >= 300:
            raise _refusal(answer.status, answer.headers.get("retry-after", ""), text[:200].decode("utf-8", "replace"))
        return msgspec.json.decode(text) if text.strip() else None


async def _ping(socket: aiohttp.ClientWebSocketResponse) -> None:
    while True:
        await asyncio.sleep(PING_EVERY)
        await socket.send_json({"op": PING})


def _signal(frame: aiohttp.WSMessage) -> dict[str, Any]:
    return msgspec.json.decode(frame.data, type=dict[str, Any]) if frame.type is aiohttp.WSMsgType.TEXT else {}


def _refusal(status: int, after: str, said: str) -> Exception:
    if status == 429:
        return TryAgain("the service answered 429", float(after) if after.isdecimal() else None)
    if status in (401, 403) and not said:
        return AskPerson(str(BAD_TOKEN))
    if status >= 500 and status != 501:
        return ConnectionError(f"the service answered {status}")
    return AskPerson(f"Satori: {status} {said}".strip() if said or status != 404 else str(BAD_ADDRESS))


def _user(person: str) -> str:
    return person.partition(":")[2] or person


@asynccontextmanager
async def open_satori(settings: Settings) -> AsyncIterator[Satori]:
    """Ready to identify itself."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield Satori(settings, session)


PLATFORM = Platform(
    key="satori",
    name="Satori",
    settings=(
        Setting("address", _("Address of the Satori service"), _("Without /v1: http://127.0.0.1:5140/satori")),
        Setting("token", _("Token"), _("Empty if the service wants none."), secret=True, required=False),
        Setting("account", _("Account"), _("Only if the service has several: its id there."), required=False),
    ),
    can=frozenset(FEATURES.values()),
    open=open_satori,
    read=read,
    pace=Pace(in_one=(20, 60.0), in_all=(5, 1.0)),
    cannot=(
        _("What can be done depends on the platform behind the service; the page shows it once the line is open."),
    ),
    guide="satori",
)
