"""What a bot can really do: by what is switched on in the developer portal, and by its roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import format_lazy

from qunli.core.refusals import Sentence
from qunli.core.words import _
from qunli.domains.chat.ports import Ability, Checked

CAN: frozenset[Ability] = frozenset({"send", "direct", "edit", "delete", "remove", "restrict", "members", "history"})
INTENTS = 1 << 0 | 1 << 9 | 1 << 12
"""Servers, messages in them, messages to the bot alone."""
MEMBERS, CONTENT = 1 << 1, 1 << 15
_MEMBERS_ON, _CONTENT_ON = 1 << 14 | 1 << 15, 1 << 18 | 1 << 19
"""Flags of the application: for bots in many servers, and in few."""
_ADMINISTRATOR = 1 << 3
_NEEDED: tuple[tuple[Ability | None, int, Sentence], ...] = (
    (None, 1 << 10, _("View Channels")),
    ("send", 1 << 11, _("Send Messages")),
    ("history", 1 << 16, _("Read Message History")),
    ("delete", 1 << 13, _("Manage Messages")),
    ("restrict", 1 << 40, _("Timeout Members")),
    ("remove", 1 << 1, _("Kick Members")),
    (None, 1 << 2, _("Ban Members")),
)
WANTED = sum(bit for _ability, bit, _label in _NEEDED)
NO_CONTENT = _(
    "The message content intent is off: the bot cannot read what is written. Switch it on in the developer portal, "
    "page Bot."
)
NO_MEMBERS = _(
    "The server members intent is off: nobody knows who is there, comes or goes. Switch it on in the developer portal, "
    "page Bot."
)
NOWHERE = _("The bot is in no server yet. Invite it: {address}")
LACKING = _("In {guild} the bot's role lacks: {what}.")


def intents_of(application: Any) -> int:
    """The events that may be asked for: asking for one that is off would close the line."""
    flags = int(application.get("flags") or 0)
    return INTENTS | (MEMBERS if flags & _MEMBERS_ON else 0) | (CONTENT if flags & _CONTENT_ON else 0)


def checked(me: Any, application: Any, guilds: Sequence[Any]) -> Checked:
    """What can be done in at least one server, and what is missing in which."""
    intents, notes, can = intents_of(application), list[Sentence](), {*CAN}
    if not intents & CONTENT:
        notes.append(NO_CONTENT)
    if not intents & MEMBERS:
        notes.append(NO_MEMBERS)
        can.discard("members")
    if not guilds:
        notes.append(format_lazy(NOWHERE, address=_invitation(application)))
    for ability, bit, _label in _NEEDED:
        if guilds and ability is not None and not any(_may(one, bit) for one in guilds):
            can.discard(ability)
    for guild in guilds:
        lacks = [label for _ability, bit, label in _NEEDED if not _may(guild, bit)]
        if lacks:
            what = format_lazy(", ".join(["{}"] * len(lacks)), *lacks)
            notes.append(format_lazy(LACKING, guild=guild["name"], what=what))
    return Checked(str(me["id"]), str(me["username"]), frozenset(can), tuple(notes))


def _may(guild: Any, bit: int) -> bool:
    has = int(guild.get("permissions") or 0)
    return bool(guild.get("owner") or has & (_ADMINISTRATOR | bit))


def _invitation(application: Any) -> str:
    return f"https://discord.com/oauth2/authorize?client_id={application['id']}&scope=bot&permissions={WANTED}"
