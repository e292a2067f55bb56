"""What is done on Matrix by an account of its own, through matrix-nio."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from nio import MessageDirection

from qunli.connectors.matrix.line import BAD_ADDRESS, Line, Refused, answer
from qunli.connectors.matrix.reading import KINDS, who
from qunli.connectors.matrix.rooms import CAN, STATE, TALK_WITH, Room
from qunli.core.refusals import Sentence
from qunli.core.words import _
from qunli.domains.chat.ports import Ability, AskPerson, Batch, Checked, Outgoing, Raw, Settings, TryAgain, Who

POLL = 25_000
"""ms that the homeserver holds a request open while nothing happens."""
PAGE = 100
LONGEST = 10_000
"""Characters; an event has 64 kB at most, and an edit holds its text twice."""
NOTED = 5
"""Rooms whose shortcomings are told."""
_NONE: dict[str, Any] = {"types": []}


def _filter(state: dict[str, Any], timeline: dict[str, Any]) -> dict[str, Any]:
    room = {"ephemeral": _NONE, "account_data": _NONE, "state": state, "timeline": timeline}
    return {"presence": _NONE, "account_data": _NONE, "room": room}


OVERVIEW = _filter({"types": [kind for kind in STATE if kind != "m.room.member"]}, _NONE)
# With the names of whoever did something, each time, so that nothing has to be remembered between two starts.
NEWS = _filter(
    {"types": STATE, "lazy_load_members": True, "include_redundant_members": True},
    {"types": [*KINDS, *STATE], "limit": PAGE},
)
DEEDS = {"delete": _("delete messages"), "remove": _("remove people"), "restrict": _("mute people")}


class Matrix:
    """One account."""

    def __init__(self, line: Line, named: Sequence[str]) -> None:
        self._line, self._named = line, named
        self._me, self._start = "", ""
        self._rooms: dict[str, Room] = {}

    async def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """`cursor` is the token of the last sync. What one sync leaves out is fetched page by page first."""
        could, since = self._can(), cursor or self._start
        yield Batch([room.met(self._me) for room in self._groups()], since)
        while True:
            news = await answer(self._line.sync(timeout=POLL, sync_filter=NEWS, since=since))
            for id, info in news.rooms.join.items():
                if info.timeline.limited:
                    async for page in self._gap(id, since, info.timeline.prev_batch):
                        yield Batch(page)
            came = {**news.rooms.join, **news.rooms.leave}
            yield Batch([raw for id, info in came.items() for raw in self._learn(id, info)], news.next_batch)
            since = news.next_batch
            for id in news.rooms.leave:
                self._rooms.pop(id, None)
            if news.rooms.invite:
                await self._enter()
            if self._can() != could:
                raise TryAgain(str(_("What the account may do has changed.")), 0.0)

    async def send(self, message: Outgoing) -> str:
        """`m.room.message`; the key is its transaction, which the homeserver does once."""
        room = await self._talk(message.chat.id) if message.chat.direct else message.chat.id
        if room in self._rooms and self._rooms[room].encrypted:
            raise AskPerson(str(_("This room is encrypted: Qunli cannot write there.")))
        said: dict[str, Any] = {"msgtype": "m.text", "body": message.text[:LONGEST], "m.mentions": {}}
        if message.replaces is not None:
            relation = {"rel_type": "m.replace", "event_id": message.replaces}
            said = {**said, "body": f"* {said['body']}", "m.new_content": said, "m.relates_to": relation}
        elif message.reply_to is not None:
            said["m.relates_to"] = {"m.in_reply_to": {"event_id": message.reply_to}}
        sent = await answer(self._line.room_send(room, "m.room.message", said, tx_id=_digest(message.key)))
        return message.replaces or str(sent.event_id)

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """Kick or ban; who is out already needs no kick."""
        if ban:
            await answer(self._line.room_ban(chat, person))
        elif await self._membership(chat, person) in ("join", "invite", "knock"):
            await answer(self._line.room_kick(chat, person))

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """A power level below that of every message, until it is taken away again; a ban is lifted, too."""
        if until is None and await self._membership(chat, person) == "ban":
            await answer(self._line.room_unban(chat, person))
        power = dict((await answer(self._line.room_get_state_event(chat, "m.room.power_levels"))).content)
        room, users = Room(chat, power=power), dict(power.get("users") or {})
        if until is not None and person in users and users[person] > power.get("users_default", 0):
            raise AskPerson(str(_("This person has power in the room: take it from them there, then mute them.")))
        before = dict(users)
        if until is not None:
            users[person] = min(room.silent, int(room.level(person)))
        elif room.level(person) <= room.silent:
            users.pop(person, None)
        if users != before:
            await answer(self._line.room_put_state(chat, "m.room.power_levels", {**power, "users": users}))

    async def delete(self, chat: str, message: str) -> None:
        """A redaction."""
        try:
            await answer(self._line.room_redact(chat, message, tx_id=_digest(f"redact:{message}")))
        except Refused as refused:
            if refused.code != "M_NOT_FOUND":
                raise

    async def members(self, chat: str) -> Sequence[Who]:
        """Everybody who is in the room."""
        found = await answer(self._line.joined_members(chat))
        return [who(one.user_id, one.display_name, is_bot=one.user_id == self._me) for one in found.members]

    async def check(self) -> Checked:
        """Whose token it is, the rooms it is in, and what it may do there; joins what the operator named."""
        self._me = str((await answer(self._line.whoami())).user_id)
        shut = await self._enter()
        seen = await answer(self._line.sync(timeout=0, sync_filter=OVERVIEW))
        self._start, self._rooms = seen.next_batch, {}
        for id, info in seen.rooms.join.items():
            self._learn(id, info)
        notes: list[Sentence] = [
            _("%(room)s is not open to our account: invite it there.") % {"room": room} for room in shut
        ]
        notes += [note for room in self._groups() if (note := self._missing(room))]
        return Checked(self._me, who(self._me).name, self._can(), tuple(notes[:NOTED]))

    async def _enter(self) -> list[str]:
        """Join what the operator named, which changes nothing where we are already; what is not open to us."""
        shut = []
        for room in self._named:
            try:
                await answer(self._line.join(room))
            except Refused:
                shut.append(room)
        return shut

    def _missing(self, room: Room) -> Sentence:
        can, name = room.can(self._me), room.name or room.id
        if room.encrypted:
            return _("“%(room)s” is encrypted: Qunli reads nothing there.") % {"room": name}
        missing = ", ".join(str(said) for deed, said in DEEDS.items() if deed not in can)
        told = {"room": name, "what": missing}
        return _("In “%(room)s” our account has too little power to %(what)s.") % told if missing else ""

    def _groups(self) -> list[Room]:
        return [room for room in self._rooms.values() if not room.talk_with and not room.space]

    def _can(self) -> frozenset[Ability]:
        """In at least one room; everything while there is none."""
        groups = self._groups()
        return frozenset[Ability]().union(*(room.can(self._me) for room in groups)) if groups else CAN

    def _learn(self, id: str, info: Any) -> list[Raw]:
        """What a sync tells of a room; its events that mean something, to be kept."""
        room, kept = self._rooms.setdefault(id, Room(id)), []
        for event in info.state:
            room.learn(event.source)
        for event in info.timeline.events:
            room.learn(event.source)
            if event.source["type"] in KINDS:
                kept.append(room.raw(event.source, self._me))
        return kept

    async def _gap(self, id: str, since: str, until: str | None) -> AsyncIterator[list[Raw]]:
        """What was said between two syncs and is not in the second, oldest first."""
        room, start = self._rooms.setdefault(id, Room(id)), since
        room.names |= {one.id: one.name for one in await self.members(id)}
        while start:
            found = await answer(
                self._line.room_messages(id, start, until, MessageDirection.front, PAGE, {"types": list(KINDS)})
            )
            yield [room.raw(event.source, self._me) for event in found.chunk]
            start = found.end if found.end != start else ""

    async def _talk(self, person: str) -> str:
        """The room in which we talk with one person; made when there is none yet."""
        for room in self._rooms.values():
            if room.talk_with == person:
                return room.id
        mark = {"type": TALK_WITH, "state_key": "", "content": {"person": person}}
        made = await answer(self._line.room_create(is_direct=True, invite=[person], initial_state=[mark]))
        self._rooms[made.room_id] = Room(made.room_id, talk_with=person)
        return str(made.room_id)

    async def _membership(self, room: str, person: str) -> str:
        try:
            found = await answer(self._line.room_get_state_event(room, "m.room.member", person))
        except Refused as refused:
            if refused.code != "M_NOT_FOUND":
                raise
            return "leave"
        return str(found.content.get("membership"))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Matrix]:
    """Ready to ask."""
    address = settings["address"].rstrip("/")
    if not address.startswith(("https://", "http://")):
        raise AskPerson(str(BAD_ADDRESS))
    line = Line(address, settings["token"])
    try:
        yield Matrix(line, settings.get("rooms", "").replace(",", " ").split())
    finally:
        await line.close()
