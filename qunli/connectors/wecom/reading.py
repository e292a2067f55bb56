"""What a callback means. Ids are WeCom's: members of the company have a userid, customers an external one.

An update is {"event": {...}} with the fields of the callback, or {"met": {id, name}} when a group was found.
https://developer.work.weixin.qq.com/document/path/92130
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from qunli.domains.chat.ports import Arrived, Came, Chat, Joined, Left, Met, Removed, Who

TAKEN_OUT = "1"
"""QuitScene: the owner or an administrator did it."""


def fields(xml: str) -> dict[str, Any]:
    """The fields of a callback; those that hold a list of items, as a list. Raises `ValueError`: an XML that defines
    entities or a document type is none of WeCom's, and `ParseError` is one."""
    root: Element = fromstring(xml, forbid_dtd=True)
    return {one.tag: [item.text or "" for item in one] if len(one) else one.text or "" for one in root}


def read(update: Any) -> list[Came]:
    """Pure. Callbacks of other kinds mean nothing."""
    if "met" in update:
        return [Met(Chat(update["met"]["id"], update["met"]["name"]))]
    event = update["event"]
    match event.get("Event"), event.get("ChangeType"), event.get("UpdateDetail"):
        case "change_external_chat", "create", _:
            return [Met(Chat(event["ChatId"]))]
        case "change_external_chat", "update", "add_member":
            return [Joined(Chat(event["ChatId"]), who, _at(event)) for who in _changed(event)]
        case "change_external_chat", "update", "del_member":
            kind = Removed if event.get("QuitScene") == TAKEN_OUT else Left
            return [kind(Chat(event["ChatId"]), who, _at(event)) for who in _changed(event)]
        case "change_external_contact", "add_external_contact", _ if event.get("WelcomeCode") and update.get("welcome"):
            place = Chat(event["WelcomeCode"], direct=True)
            return [Arrived(place, Who(event["ExternalUserID"]), update["welcome"])]
    return []


def _changed(event: Any) -> list[Who]:
    """A list of items, or ids with commas between them."""
    given = event.get("MemChangeList") or []
    return [Who(id) for id in (given.split(",") if isinstance(given, str) else given) if id]


def _at(event: Any) -> int:
    return int(event["CreateTime"]) * 1000
