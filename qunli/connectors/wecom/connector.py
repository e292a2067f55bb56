"""What is done on WeCom, and how it is set up. Most of what groups need is for a person to do there: see `by_hand`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from qunli.connectors.wecom.calling import API, Calls
from qunli.connectors.wecom.hearing import hear
from qunli.connectors.wecom.reading import read
from qunli.connectors.wecom.sealing import is_key
from qunli.connectors.wecom.words import BY_HAND, CANNOT
from qunli.core.refusals import Sentence
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
    Who,
)

LOOK_EVERY = 600.0
"""Seconds between looks at which groups there are and what they are called."""
GROUPS, PAGE = 200, 100
LONGEST, LONGEST_WELCOME = 2048, 4000
"""Bytes."""
_ROBOT = re.compile(r"([^\s=]+)=(?:https?://\S+?key=)?([\w-]{16,64})")
BAD_ROBOTS = _("A robot is written as group=address, several with a space between them.")
BAD_KEY = _("An EncodingAESKey has 43 letters and digits: copy it again.")
NO_GROUPS = _(
    "No customer group is found: let the app see the people who own the groups, and give it the right to customer "
    "contact."
)


class WeCom:
    """One company's app."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._settings, self._calls = settings, Calls(settings, http)
        self._robots = robots(settings.get("robots", ""))

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """What happens arrives by callbacks; this line looks which groups there are."""
        while True:
            found = await self._groups()
            found += [(name, name) for name in self._robots if name not in dict(found)]
            yield Batch([Raw(f"g:{id}:{name}"[:300], {"met": {"id": id, "name": name}}) for id, name in found])
            await asyncio.sleep(LOOK_EVERY)

    async def send(self, message: Outgoing) -> str:
        """By the robot of the group; to one person only as the welcome that their code allows, once."""
        if message.chat.direct:
            text = {"content": _cut(message.text, LONGEST_WELCOME)}
            await self._calls.ask("externalcontact/send_welcome_msg", {"welcome_code": message.chat.id, "text": text})
            return message.key
        key = self._robots.get(message.chat.id)
        if key is None:
            raise AskPerson(str(_("There is no robot in this group: say it there yourself.")))
        await self._calls.say_by_robot(key, _cut(message.text, LONGEST))
        return message.key

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """For a person to do."""
        raise AskPerson(str(CANNOT[1]))

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """For a person to do."""
        raise AskPerson(str(CANNOT[1]))

    async def delete(self, chat: str, message: str) -> None:
        """For a person to do."""
        raise AskPerson(str(CANNOT[1]))

    async def members(self, chat: str) -> Sequence[Who]:
        """`groupchat/get`; nobody for a group that only a robot is in."""
        if chat in self._robots and not chat.startswith("wr"):
            return []
        found = (await self._calls.ask("externalcontact/groupchat/get", {"chat_id": chat, "need_name": 1}))[
            "group_chat"
        ]
        people = found.get("member_list") or []
        return [Who(one["userid"], one.get("group_nickname") or one.get("name") or "") for one in people]

    async def check(self) -> Checked:
        """Whether the secret is right, and whether it opens customer groups."""
        can: set[Ability] = {"members"}
        if self._robots:
            can.add("send")
        if self._settings.get("welcome"):
            can.add("welcome")
        found = await self._calls.ask("externalcontact/groupchat/list", {"status_filter": 0, "limit": 1})
        notes: tuple[Sentence, ...] = () if found.get("group_chat_list") else (NO_GROUPS,)
        return Checked(self._settings["corp_id"], self._settings["corp_id"], frozenset(can), notes)

    async def _groups(self) -> list[tuple[str, str]]:
        """Ids and names, the first 200."""
        ids, asked = list[str](), {"status_filter": 0, "limit": PAGE}
        while len(ids) < GROUPS:
            page = await self._calls.ask("externalcontact/groupchat/list", asked)
            ids += [one["chat_id"] for one in page.get("group_chat_list") or ()]
            if not page.get("next_cursor"):
                break
            asked = {**asked, "cursor": page["next_cursor"]}
        found = []
        for id in ids[:GROUPS]:
            about = (await self._calls.ask("externalcontact/groupchat/get", {"chat_id": id, "need_name": 0}))[
                "group_chat"
            ]
            found.append((id, about.get("name") or id))
        return found


def robots(text: str) -> dict[str, str]:
    """Keys of robots' addresses by group. Raises `AskPerson`."""
    found: dict[str, str] = {}
    for part in text.split():
        one = _ROBOT.fullmatch(part)
        if one is None:
            raise AskPerson(str(BAD_ROBOTS))
        found[one[1]] = one[2]
    return found


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")


@asynccontextmanager
async def open_wecom(settings: Settings) -> AsyncIterator[WeCom]:
    """Ready to ask."""
    if not is_key(settings["aes_key"]):
        raise AskPerson(str(BAD_KEY))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as http:
        yield WeCom(settings, http)


PLATFORM = Platform(
    key="wecom",
    name="WeCom 企业微信",
    settings=(
        Setting("corp_id", _("Company id"), _("My company, at the bottom: ww…")),
        Setting("secret", _("Secret of the app"), _("Of your own app that may use customer contact."), secret=True),
        Setting("token", _("Token of the callback"), _("Receive messages → set up API: the Token there."), secret=True),
        Setting(
            "aes_key", _("EncodingAESKey of the callback"), _("From the same page, 43 letters and digits."), secret=True
        ),
        Setting(
            "welcome",
            _("Words of welcome"),
            _("Said at once to a customer who adds one of your people. Empty: nothing is said."),
            required=False,
        ),
        Setting(
            "robots",
            _("Robots"),
            _("Where a group has a robot: the group's id, =, the robot's address. Several with a space between them."),
            secret=True,
            required=False,
        ),
        Setting(
            "address",
            _("Address of the API"),
            _("Only if you reach WeCom by an address of your own."),
            required=False,
            default=API,
        ),
    ),
    can=frozenset({"send", "members", "welcome"}),
    open=open_wecom,
    read=read,
    hear=hear,
    pace=Pace(in_one=(20, 60.0), in_all=(20, 1.0)),
    cannot=CANNOT,
    by_hand=BY_HAND,
    guide="wecom",
)
