"""What the other program tells arrives at the connection's address; what is done goes to the other program's."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.webhook import signing
from qunli.connectors.webhook.shapes import Members, Sent, read
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat.ports import (
    Ability,
    AskPerson,
    Batch,
    Checked,
    Heard,
    Outgoing,
    Pace,
    Platform,
    Pushed,
    Raw,
    Setting,
    Settings,
    TryAgain,
    Who,
)

CAN: frozenset[Ability] = frozenset({"send", "direct", "edit", "delete", "remove", "restrict", "members"})


class Webhook:
    """One program at the other end."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._address = settings["address"]
        self._secret = settings["secret"]
        self._session = session

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """Everything arrives by requests; this line never breaks."""
        while True:
            await asyncio.sleep(3600)
            yield Batch(())

    async def send(self, message: Outgoing) -> str:
        """`send`, or `edit` when it replaces one."""
        what = "send" if message.replaces is None else "edit"
        answer = await self._ask(message.key, what, message)
        return msgspec.convert(answer, Sent).id

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """`remove`."""
        await self._ask(_anew(), "remove", {"chat": chat, "person": person, "ban": ban})

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """`restrict`."""
        await self._ask(_anew(), "restrict", {"chat": chat, "person": person, "until": until})

    async def delete(self, chat: str, message: str) -> None:
        """`delete`."""
        await self._ask(_anew(), "delete", {"chat": chat, "message": message})

    async def members(self, chat: str) -> Sequence[Who]:
        """`members`."""
        return msgspec.convert(await self._ask(_anew(), "members", {"chat": chat}), Members).people

    async def check(self) -> Checked:
        """`hello`; the program may answer what it `can` do, else it can do everything."""
        answer = await self._ask(_anew(), "hello", {})
        said = answer if isinstance(answer, dict) else {}
        can = frozenset(one for one in CAN if one in said["can"]) if isinstance(said.get("can"), list) else CAN
        return Checked(account=str(said.get("account", "")), name=str(said.get("name", "")), can=can)

    async def _ask(self, key: str, what: str, body: Any) -> Any:
        """One signed request. A 2xx answer is JSON or nothing."""
        content = msgspec.json.encode({"do": what, "with": body})
        headers = signing.headers(self._secret, key, int(time.time()), content)
        headers["content-type"] = "application/json"
        try:
            async with self._session.post(self._address, data=content, headers=headers) as answer:
                text = await answer.read()
        except aiohttp.ClientError as error:
            raise TryAgain(f"{self._address}: {error}") from error
        if answer.status == 429 or answer.status >= 500:
            after = answer.headers.get("retry-after", "")
            raise TryAgain(f"{self._address} answered {answer.status}", float(after) if after.isdecimal() else None)
        if answer.status >= 300:
            raise AskPerson(f"{self._address} answered {answer.status}: {text[:200].decode('utf-8', 'replace')}")
        try:
            return msgspec.json.decode(text) if text.strip() else {}
        except msgspec.DecodeError as error:
            raise AskPerson(f"{self._address} answered no JSON") from error


def _anew() -> str:
    """The id of a request that is to be done each time it comes: who was removed before may have come back since. Done
    twice in a row it changes nothing; only of a message there would be two."""
    return secrets.token_hex(16)


@asynccontextmanager
async def open_webhook(settings: Settings) -> AsyncIterator[Webhook]:
    """Ready to ask the other program."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield Webhook(settings, session)


def hear(settings: Settings, pushed: Pushed) -> Heard:
    """A signed request with `{"updates": [...]}`. Its id makes it count once."""
    id = signing.verified(settings["secret"], pushed.headers, pushed.body, pushed.now)
    try:
        updates = msgspec.json.decode(pushed.body)["updates"]
        raws = [Raw(f"{id}:{number}", update) for number, update in enumerate(updates)]
        for raw in raws:
            read(raw.body)
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise Invalid(_("This request cannot be understood."), field="updates") from error
    return Heard(raws, answer='{"ok": true}', content_type="application/json")


PLATFORM = Platform(
    key="webhook",
    name="Webhook",
    settings=(
        Setting("address", _("Address of your program"), _("Where it takes requests: https://…")),
        Setting("secret", _("Shared secret"), _("At least 20 letters; both sides sign with it."), secret=True),
    ),
    can=CAN,
    open=open_webhook,
    read=read,
    hear=hear,
    pace=Pace(in_one=(60, 1.0), in_all=(60, 1.0)),
    keyed=True,
    guide="webhook",
)
