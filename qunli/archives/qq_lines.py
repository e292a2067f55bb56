"""The lines of QQ's text exports and of messages copied out of QQ.

The message manager writes `2024-01-02 03:04:05 【title】card(10001)`, sometimes with AM or PM, the words below.
A phone copies `— —  2024-1-2  — —` and then `name  03:04:05 ` for each message of that day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

LONGEST_MESSAGE = 1 << 20

_PART = "AM|PM|am|pm|上午|下午"
_EXPORTED = re.compile(
    rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}}) (?:({_PART}) ?)?(\d{{1,2}}):(\d{{1,2}}):(\d{{1,2}})(?: ({_PART}))? +"
    r"(.*?)(?:\((\d{4,14})\)|<([^<>\s]{3,100})>)\s*"
)
_COPIED = re.compile(r"(\S.{0,60}?) {2}(\d{1,2}):(\d{2}):(\d{2}) *")
_DAY = re.compile(r"[\s—\-–]*(\d{4}-\d{1,2}-\d{1,2})[\s—\-–]*")
_TITLE = re.compile(r"(?:【[^【】]{1,12}】)+(?=.)")
_RULER = "=" * 64
_ABOUT = ("消息记录（", "消息记录(", "消息分组:", "消息分组：", "消息对象:", "消息对象：")


class Head(NamedTuple):
    """Who wrote and when. `date` is empty in a copied message before the first day is named; `person` is the number or
    address of QQ, empty where there is none; `title` is what the group calls this rank of members."""

    date: str
    hour: str
    minute: str
    second: str
    part: str
    name: str
    person: str
    title: str = ""


class Said(NamedTuple):
    """A message. `number` is the line of its head; `cut` says that something of it was dropped."""

    number: int
    head: Head
    body: str
    cut: bool


class Chat(NamedTuple):
    """The messages that follow are of this chat, which the exporter keeps in a list of friends or groups."""

    name: str
    kept_in: str


class Stray(NamedTuple):
    """A line that belongs to no message."""

    number: int
    text: str


HeadOf = Callable[[str, str], Head | None]
"""Reads a line as the head of a message, given the last day that was named."""


def exported_head(text: str, _: str = "") -> Head | None:
    """The head of an exported message."""
    if not text or not text[0].isdigit():
        return None
    match = _EXPORTED.fullmatch(text)
    if match is None:
        return None
    date, before, hour, minute, second, after, name, number, address = match.groups()
    name = name.strip()
    title = _TITLE.match(name)
    bare = name[title.end() :] if title else name
    return Head(date, hour, minute, second, before or after or "", bare, number or address, title[0] if title else "")


def copied_head(text: str, day: str) -> Head | None:
    """The head of a copied message."""
    match = _COPIED.fullmatch(text)
    if match is None:
        return None
    name, hour, minute, second = match.groups()
    return Head(day, hour, minute, second, "", name.strip(), "")


def day_of(text: str) -> str | None:
    """The day that a line of its own names."""
    match = _DAY.fullmatch(text) if len(text) < 40 else None
    return match[1] if match else None


def blocks(lines: Iterable[tuple[int, str, bool]], head_of: HeadOf) -> Iterator[Said | Chat | Stray]:
    """The messages and chats of a file in its order. A ruler with words about a chat below it begins a chat; a ruler
    without them is something that a member drew."""
    number, head, cut, size = 0, None, False, 0
    body: list[str] = []
    day, kept_in, ruled = "", "", False
    for line_number, text, line_cut in lines:
        if text == _RULER:
            ruled = True
            continue
        if text.startswith(_ABOUT) and (ruled or head is None):
            if head is not None:
                yield Said(number, head, "\n".join(body), cut)
            head, ruled = None, False
            if text.startswith("消息对象"):
                yield Chat(text[5:].strip(), kept_in)
            elif text.startswith("消息分组"):
                kept_in = text[5:].strip()
            continue
        found = head_of(text, day)
        if found is not None or (head_of is copied_head and (named := day_of(text))):
            if head is not None:
                yield Said(number, head, "\n".join(body), cut)
            if found is None:
                day = named or day
            number, head, cut, size, body, ruled = line_number, found, line_cut, 0, [], False
        elif head is None:
            if text.strip():
                yield Stray(line_number, text)
        else:
            size += len(text) + 1
            if ruled:
                body.append(_RULER)
                ruled = False
            if size < LONGEST_MESSAGE:
                body.append(text)
            cut = cut or line_cut or size >= LONGEST_MESSAGE
    if head is not None:
        yield Said(number, head, "\n".join(body), cut)
