"""What is known of a room: its name, who is called how, and who may do what in it (`m.room.power_levels`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from qunli.connectors.matrix.reading import KINDS
from qunli.domains.chat.ports import Ability, Raw

ALWAYS: frozenset[Ability] = frozenset({"direct", "members", "history"})
CAN: frozenset[Ability] = ALWAYS | {"send", "edit", "delete", "remove", "restrict"}
TALK_WITH = "qunli.talk_with"
"""The state event by which a room that we made to talk with one person is found again; it names them."""
STATE = ("m.room.name", "m.room.create", "m.room.encryption", "m.room.power_levels", "m.room.member", TALK_WITH)
_SAYING = ("m.room.message", "m.room.encrypted", "m.sticker", "m.reaction")


@dataclass
class Room:
    """As its state events tell. `talk_with`: the person that it was made for, if it is no group."""

    id: str
    name: str = ""
    encrypted: bool = False
    space: bool = False
    talk_with: str = ""
    power: dict[str, Any] = field(default_factory=dict)
    creators: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)

    def learn(self, event: Any) -> None:
        """From a state event; others tell nothing."""
        content = event.get("content") or {}
        match event["type"] if "state_key" in event else "":
            case "m.room.name":
                self.name = content.get("name") or ""
            case "m.room.encryption":
                self.encrypted = True
            case "m.room.power_levels":
                self.power = content
            case "m.room.member" if content.get("displayname"):
                self.names[event["state_key"]] = content["displayname"]
            case "m.room.create":
                self.space = content.get("type") == "m.space"
                # From version 12 on whoever made a room stands above all levels.
                if str(content.get("room_version")).isdecimal() and int(content["room_version"]) >= 12:
                    self.creators = frozenset([event["sender"], *content.get("additional_creators", ())])
            case kind if kind == TALK_WITH:
                self.talk_with = content.get("person") or ""

    def level(self, person: str) -> float:
        """The power that somebody has."""
        if person in self.creators:
            return inf
        return float((self.power.get("users") or {}).get(person, self.power.get("users_default", 0)))

    def can(self, person: str) -> frozenset[Ability]:
        """What somebody may do in this room."""
        power, events, level = self.power, self.power.get("events") or {}, self.level(person)
        says = level >= events.get("m.room.message", power.get("events_default", 0))
        found: set[Ability] = {*ALWAYS, "send", "edit"} if says and not self.encrypted else {*ALWAYS}
        if level >= max(power.get("redact", 50), events.get("m.room.redaction", power.get("events_default", 0))):
            found.add("delete")
        if level >= max(power.get("kick", 50), power.get("ban", 50)):
            found.add("remove")
        if level >= events.get("m.room.power_levels", power.get("state_default", 50)):
            found.add("restrict")
        return frozenset(found)

    @property
    def silent(self) -> int:
        """The level below which nothing can be said."""
        default, events = self.power.get("events_default", 0), self.power.get("events") or {}
        return int(min(events.get(kind, default) for kind in _SAYING)) - 1

    def raw(self, event: Any, me: str) -> Raw:
        """An event to keep, with what is needed to read it later."""
        content = event.get("content") or {}
        people = [event.get("sender"), event.get("state_key"), (event.get("unsigned") or {}).get("prev_sender")]
        people += (content.get("m.mentions") or {}).get("user_ids") or ()
        names = {one: self.names[one] for one in people if one in self.names}
        return Raw(
            event["event_id"],
            {"event": event, "room": self.id, "direct": bool(self.talk_with), "me": me, "names": names},
        )

    def met(self, me: str) -> Raw:
        """That our account is in it, told once for each name."""
        event = {"event_id": f"met:{self.id}:{self.name}"[:300], "type": KINDS[-1], "content": {"name": self.name}}
        return self.raw(event, me)
