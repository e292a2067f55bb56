"""What is done on Telegram by a bot, and how it is set up."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from qunli.connectors.telegram.reading import api_ids, bare, of_update, read, who
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

CAN: frozenset[Ability] = frozenset({"send", "direct", "edit", "delete", "remove", "restrict", "members"})
API = "https://api.telegram.org"
POLL = 25
"""Seconds that Telegram holds a request open while nothing happens."""
LONGEST = 4096
"""UTF-16 units."""
ASKED_FOR = ["message", "edited_message", "channel_post", "edited_channel_post", "my_chat_member"]
_SENDING = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls")
SENDING = (*(f"can_send_{what}" for what in _SENDING), "can_send_other_messages", "can_add_web_page_previews")
OTHER = ("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics")
_TOKEN = re.compile(r"\d+:[\w-]+")
BAD_TOKEN = _("Telegram does not know this token: copy it again from @BotFather.")
BAD_ADDRESS = _("This is not an address of a Bot API.")
WEBHOOK = _("Another program receives this bot's messages by a webhook: remove it there, or make another bot.")
RIVAL = _("Another program asks for this bot's messages, too: stop it, or make another bot.")
PRIVACY = _(
    "Privacy mode is on: the bot sees commands only. Turn it off at @BotFather (/setprivacy), then take the bot out of "
    "the group and add it again."
)


class Telegram:
    """One bot."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._base = f"{(settings.get('address') or API).rstrip('/')}/bot{settings['token']}"
        self._session = session
        self._known: dict[str, int] = {}

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """Telegram keeps what was not fetched for a day; asking with a higher offset confirms what came before."""
        offset = int(cursor or 0)
        while True:
            updates = await self._ask(
                "getUpdates", patience=POLL, offset=offset, timeout=POLL, allowed_updates=ASKED_FOR
            )
            for update in updates:
                chat = of_update(update).get("chat") or {}
                if chat.get("type") in ("group", "supergroup", "channel"):
                    self._known[bare(chat["id"])] = chat["id"]
            if updates:
                offset = updates[-1]["update_id"] + 1
                yield Batch([Raw(str(update["update_id"]), update) for update in updates], str(offset))

    async def send(self, message: Outgoing) -> str:
        """`sendMessage`, or `editMessageText`. An answer to what is gone is sent without it."""
        text = message.text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")
        chat = message.chat.id
        if message.replaces is not None:
            try:
                await self._in(chat, "editMessageText", message_id=_number(message.replaces), text=text)
            except AskPerson as error:
                if "message is not modified" not in str(error):
                    raise
            return message.replaces
        more: dict[str, Any] = {}
        if message.reply_to is not None:
            more["reply_parameters"] = {
                "message_id": _number(message.reply_to),
                "allow_sending_without_reply": True,
            }
        return str((await self._in(chat, "sendMessage", text=text, **more))["message_id"])

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """`banChatMember`, lifted at once when they may come back."""
        if person.startswith("channel"):
            await self._in(chat, "banChatSenderChat", sender_chat_id=api_ids(person.removeprefix("channel"))[0])
            return
        await self._in(chat, "banChatMember", user_id=_number(person))
        if not ban:
            await self._in(chat, "unbanChatMember", user_id=_number(person), only_if_banned=True)

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """`restrictChatMember`. Telegram takes less than half a minute for ever."""
        if until is None:
            may = dict.fromkeys((*SENDING, *OTHER), True)
            await self._in(chat, "restrictChatMember", user_id=_number(person), permissions=may)
            await self._in(chat, "unbanChatMember", user_id=_number(person), only_if_banned=True)
            return
        may, end = dict.fromkeys(SENDING, False), max(until // 1000, int(time.time()) + 40)
        await self._in(chat, "restrictChatMember", user_id=_number(person), permissions=may, until_date=end)

    async def delete(self, chat: str, message: str) -> None:
        """`deleteMessage`."""
        try:
            await self._in(chat, "deleteMessage", message_id=_number(message))
        except AskPerson as error:
            if "message to delete not found" not in str(error):
                raise

    async def members(self, chat: str) -> Sequence[Who]:
        """`getChatAdministrators`: Telegram tells a bot of nobody else."""
        return [who(one["user"]) for one in await self._in(chat, "getChatAdministrators")]

    async def check(self) -> Checked:
        """`getMe`, and that nobody else takes the bot's messages."""
        me = await self._ask("getMe")
        if (await self._ask("getWebhookInfo")).get("url"):
            raise AskPerson(str(WEBHOOK))
        notes = () if me.get("can_read_all_group_messages") else (PRIVACY,)
        return Checked(f"user{me['id']}", me.get("username") or me["first_name"], CAN, notes)

    async def _in(self, chat: str, method: str, **params: Any) -> Any:
        """In a group or one person's talk. A group's number does not say which kind it is; the first answer does."""
        if chat.startswith("user"):
            return await self._ask(method, chat_id=_number(chat), **params)
        ids = [self._known[chat]] if chat in self._known else api_ids(str(_number(chat)))
        for id in ids:
            try:
                answer = await self._ask(method, chat_id=id, **params)
            except AskPerson as error:
                if "chat not found" not in str(error) or id == ids[-1]:
                    raise
            else:
                self._known[chat] = id
                return answer
        return None

    async def _ask(self, method: str, *, patience: float = 0, **params: Any) -> Any:
        """The result. Errors must not tell the address: the token is in it."""
        timeout = aiohttp.ClientTimeout(total=20 + patience)
        try:
            async with self._session.post(f"{self._base}/{method}", json=params, timeout=timeout) as answer:
                status, text = answer.status, await answer.read()
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
            raise AskPerson(str(BAD_ADDRESS)) from None
        except aiohttp.ClientConnectorError as error:
            raise TryAgain(f"{error.host}: {error.os_error}") from None
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None
        if status >= 500:
            raise ConnectionError(f"Telegram answered {status}")
        try:
            said = msgspec.json.decode(text, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise AskPerson(str(BAD_ADDRESS)) from None
        if said.get("ok"):
            return said.get("result")
        raise _refusal(status, str(said.get("description") or status), said.get("parameters") or {})


def _refusal(status: int, why: str, parameters: dict[str, Any]) -> Exception:
    if status == 429:
        return TryAgain(why, float(parameters.get("retry_after") or 5))
    if status == 409:
        return AskPerson(str(WEBHOOK)) if "webhook" in why else TryAgain(str(RIVAL), 30.0)
    if status in (401, 404):
        return AskPerson(str(BAD_TOKEN))
    return AskPerson(f"Telegram: {why}")


@asynccontextmanager
async def open_telegram(settings: Settings) -> AsyncIterator[Telegram]:
    """Ready to ask."""
    if not _TOKEN.fullmatch(settings["token"]):
        raise AskPerson(str(BAD_TOKEN))
    async with aiohttp.ClientSession() as session:
        yield Telegram(settings, session)


def _number(id: str) -> int:
    try:
        return int(id.removeprefix("user"))
    except ValueError as error:
        raise AskPerson(str(_("On Telegram, people, groups and messages have numbers."))) from error


PLATFORM = Platform(
    key="telegram",
    name="Telegram",
    settings=(
        Setting("token", _("Bot token"), _("From @BotFather: 123456:ABC…"), secret=True),
        Setting(
            "address",
            _("Address of the Bot API"),
            _("Only if you run a Bot API server of your own."),
            required=False,
            default=API,
        ),
    ),
    can=CAN,
    open=open_telegram,
    read=read,
    pace=Pace(in_one=(20, 60.0), in_all=(30, 1.0)),
    cannot=(
        _(
            "Telegram tells no program who is in a group: Qunli knows its administrators and whoever writes, comes or "
            "goes."
        ),
        _("Telegram tells no program that a message was deleted."),
        _("A bot can write only to people who wrote to it first."),
    ),
    guide="telegram",
)
