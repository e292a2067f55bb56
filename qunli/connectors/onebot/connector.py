"""What is done on QQ through a OneBot v11 program, and how it is set up."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from qunli.connectors.onebot import line as lines
from qunli.connectors.onebot.reading import group, raw, read, who
from qunli.core.refusals import Forbidden, Invalid
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
    Setting,
    Settings,
    TryAgain,
    Who,
)

CAN: frozenset[Ability] = frozenset({"send", "direct", "delete", "remove", "restrict", "members"})
LONGEST = 4_000  # characters that QQ takes safely
LONGEST_MUTE = 30 * 86_400 - 60
"""Seconds; QQ mutes for less than thirty days."""
_LINES = {"call": lines.calling, "called": lines.called, "http": lines.asking}


class OneBot:
    """One QQ account."""

    def __init__(self, line: lines.Line) -> None:
        self._line = line

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """First the groups that the account is in; what was said while nobody listened is not to be had."""
        groups = await self._line.ask("get_group_list")
        yield Batch([group(one) for one in groups or ()])
        async for event in self._line.events():
            if (kept := raw(event)) is not None:
                yield Batch([kept])

    async def send(self, message: Outgoing) -> str:
        """`send_group_msg` or `send_private_msg`."""
        reply = [{"type": "reply", "data": {"id": message.reply_to}}] if message.reply_to else []
        content = [*reply, {"type": "text", "data": {"text": message.text[:LONGEST]}}]
        if message.chat.direct:
            sent = await self._line.ask("send_private_msg", user_id=_number(message.chat.id), message=content)
        else:
            sent = await self._line.ask("send_group_msg", group_id=_number(message.chat.id), message=content)
        return str(sent["message_id"]) if sent else ""

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """`set_group_kick`."""
        await self._line.ask("set_group_kick", group_id=_number(chat), user_id=_number(person), reject_add_request=ban)

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """`set_group_ban`."""
        left = 0 if until is None else max(60, min(until // 1000 - int(time.time()), LONGEST_MUTE))
        await self._line.ask("set_group_ban", group_id=_number(chat), user_id=_number(person), duration=left)

    async def delete(self, chat: str, message: str) -> None:
        """`delete_msg`; a refusal counts only while the message is still there."""
        try:
            await self._line.ask("delete_msg", message_id=_number(message))
        except AskPerson:
            if await self._is_there(message):
                raise

    async def members(self, chat: str) -> Sequence[Who]:
        """`get_group_member_list`."""
        found = await self._line.ask("get_group_member_list", group_id=_number(chat))
        return [who(one["user_id"], one) for one in found or ()]

    async def check(self) -> Checked:
        """`get_status` and `get_login_info`."""
        status = await self._line.ask("get_status") or {}
        if status.get("online") is False:
            raise TryAgain(str(_("The OneBot program runs, but its QQ account is not online: log in again there.")))
        account = await self._line.ask("get_login_info")
        return Checked(str(account["user_id"]), str(account.get("nickname") or ""), CAN)

    async def _is_there(self, message: str) -> bool:
        try:
            return bool(await self._line.ask("get_msg", message_id=_number(message)))
        except AskPerson:
            return False


@asynccontextmanager
async def open_onebot(settings: Settings) -> AsyncIterator[OneBot]:
    """Connected, in the way that was chosen."""
    async with _LINES[settings["how"]](settings["address"], settings["token"]) as line:
        yield OneBot(line)


def hear(settings: Settings, pushed: Pushed) -> Heard:
    """An event by HTTP, signed with HMAC-SHA1 over its body as the specification has it (`X-Signature`)."""
    wanted = "sha1=" + hmac.new(settings["token"].encode(), pushed.body, hashlib.sha1).hexdigest()
    if not hmac.compare_digest(wanted, pushed.headers.get("x-signature", "")):
        raise Forbidden(_("The signature does not fit."))
    try:
        kept = raw(msgspec.json.decode(pushed.body))
    except msgspec.DecodeError as error:
        raise Invalid(_("This request cannot be understood.")) from error
    return Heard([kept] if kept is not None else [], status=204)


def _number(id: Any) -> int:
    try:
        return int(id)
    except ValueError as error:
        raise AskPerson(str(_("On QQ, people, groups and messages have numbers."))) from error


PLATFORM = Platform(
    key="qq",
    name="QQ (OneBot v11)",
    settings=(
        Setting(
            "how",
            _("Line"),
            default="call",
            choices=(
                ("call", _("Qunli connects to the OneBot program (web socket)")),
                ("called", _("The OneBot program connects to Qunli (reverse web socket)")),
                ("http", _("HTTP both ways")),
            ),
        ),
        Setting(
            "address",
            _("Address"),
            _("ws://127.0.0.1:3001, where to listen (127.0.0.1:8095), or http://127.0.0.1:3000"),
        ),
        Setting("token", _("Access token"), _("The same as in the OneBot program."), secret=True),
    ),
    can=CAN,
    open=open_onebot,
    read=read,
    hear=hear,
    pace=Pace(in_one=(20, 60.0), in_all=(1, 1.0)),
    cannot=(
        _("QQ knows no editing: a changed message stays as it was there."),
        _("What is said while the line is down is not handed over later."),
        _("QQ may lock an account that a program writes with: take one of its own, and read QQ's terms."),
    ),
    guide="onebot",
)
