"""QQ: the text export of the message manager on a computer, one chat or many in a file, and messages copied on a phone.

What the format lacks: replies, ids of messages and of groups (a group is known by its name), pictures and whatever else
is not text, time zones (China's unless told otherwise). Notices name members by what the group calls them; who that is
comes out of the whole chat, so comings and goings stand at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from qunli.archives import reasons
from qunli.archives.chinese_notices import notice_of
from qunli.archives.containers import Member
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.local_times import LocalTimes
from qunli.archives.notices import EXPORTER, Notice, moved
from qunli.archives.people import People
from qunli.archives.qq_lines import Chat, Head, Said, blocks, copied_head, day_of, exported_head
from qunli.archives.reader import Format, Options, Sniff, files_like
from qunli.archives.reader import Head as FileHead
from qunli.archives.reasons import skipped
from qunli.archives.records import Group, Message, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import numbered_lines
from qunli.archives.times import NOT_A_TIME, BadTime

FORMAT = Format(
    name="qq",
    label="QQ (txt)",
    how="In QQ on a computer: message manager, right click on the group, export messages, as a text file.",
)

_PLATFORM = "qq"
_ZONE = ZoneInfo("Asia/Shanghai")
_SYSTEM = frozenset(("10000", "1000000", "80000000"))
_OFFICIAL_BOTS = (range(2_854_196_300, 2_854_216_400), range(3_889_000_000, 3_890_000_000))
_LOOKED_AT = 200
_WAITING_AT_MOST = 100_000
_NAMES_KEPT = 500_000
_WORDS_IN_NAME = 5

_KINDS = {
    "图片": "image",
    "闪照": "image",
    "表情": "sticker",
    "动画表情": "sticker",
    "语音": "audio",
    "视频": "video",
    "短视频": "video",
    "文件": "file",
    "群文件": "file",
    "链接": "link",
    "分享": "link",
    "位置": "location",
    "名片": "contact",
    "推荐名片": "contact",
    "投票": "poll",
    "语音通话": "call",
    "视频通话": "call",
    "QQ红包": "other",
    "红包": "other",
    "转账": "other",
    "聊天记录": "other",
    "合并转发": "other",
    "戳一戳": "other",
}
_THING = re.compile(rf"\[({'|'.join(_KINDS)})\]")
_MENTION = re.compile(r"@([^@\n]{1,60})")
_WITH_NUMBER = re.compile(r"(.*?)[(（](\d{5,14})[)）]")


def sniff(sniff: Sniff) -> float:
    """How sure it is that this is out of QQ: by the export's first line, or by heads of messages."""
    return max((_likeness(head) for head in sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every chat of an export."""
    for member in files_like(source, _likeness, (".txt",)):
        if isinstance(member, Skipped):
            yield member
        else:
            yield from _File(source, member, options).records()


class _Waiting(NamedTuple):
    """A notice that waits for its chat's end, where more is known of who is called what."""

    number: int
    at: int
    notice: Notice


class _File:
    """One file being read. Records gather in `_out` and are handed on after each message."""

    def __init__(self, source: Source, member: Member, options: Options) -> None:
        self._source = source
        self._member = member
        self._times = LocalTimes(options.zone_or(_ZONE), options.latest, _date)
        self._ids = MessageIds(_PLATFORM)
        self._people = People(_PLATFORM)
        self._group = ""
        self._named: dict[str, str] = {}
        self._waiting: list[_Waiting] = []
        self._out: list[Record] = []

    def records(self) -> Iterator[Record]:
        out = self._out
        last = 0
        head_of = copied_head if _is_copied(self._source, self._member) else exported_head
        with self._source.open(self._member) as stream:
            for block in blocks(numbered_lines(stream), head_of):
                if isinstance(block, Said):
                    last = block.number
                    self._said(block)
                elif isinstance(block, Chat):
                    self._begin(block.name)
                else:
                    self._skip(reasons.UNKNOWN_LINE, block.number, block.text)
                yield from out
                out.clear()
            self._settle()
            if stream.damage:
                self._skip(reasons.DAMAGED, last, stream.damage)
        yield from out
        out.clear()

    def _begin(self, name: str) -> None:
        self._settle()
        self._named.clear()
        name = name or PurePosixPath(self._member.name).stem or "QQ"
        self._group = person_by_name(name)
        self._out.append(Group(platform=_PLATFORM, id=self._group, name=name))

    def _said(self, said: Said) -> None:
        number, head, body, cut = said
        if not self._group:
            self._begin("")
        if cut:
            self._skip(reasons.LINE_TOO_LONG, number, body)
        if not head.date:
            self._skip(reasons.NO_DATE, number, f"{head.name} {body}")
            return
        try:
            at = self._times.of(head.date, head.hour, head.minute, head.second, head.part)
        except BadTime as error:
            self._skip(str(error), number, f"{head.date} {head.name} {body}")
            return
        if head.person in _SYSTEM:
            self._system(number, at, body)
        else:
            self._message(at, head, body)

    def _message(self, at: int, head: Head, body: str) -> None:
        person = self._author(head)
        text, attachments = _content(body)
        self._out.append(
            Message(
                id=self._ids.of(self._group, person, at, text),
                group=self._group,
                author=person,
                at=at,
                text=text,
                mentions=self._mentions(text) if "@" in text else (),
                attachments=attachments,
            )
        )

    def _author(self, head: Head) -> str:
        name = head.name or head.person
        person = head.person or person_by_name(name) or "?"
        self._meet(person, name)
        if self._named.get(name) != person:
            self._name(name, person)
            if head.title:
                self._name(head.title + name, person)
        return person

    def _name(self, name: str, person: str) -> None:
        if len(self._named) < _NAMES_KEPT:
            self._named[name] = person if self._named.get(name, person) == person else ""

    def _meet(self, person: str, name: str) -> None:
        is_bot = person.isdigit() and any(int(person) in numbers for numbers in _OFFICIAL_BOTS)
        if (new := self._people.meet(person, name or person, is_bot=is_bot)) is not None:
            self._out.append(new)

    def _mentions(self, text: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for written in _MENTION.findall(text):
            words = written.split(" ")[:_WORDS_IN_NAME]
            for count in range(len(words), 0, -1):
                if person := self._named.get(" ".join(words[:count])):
                    found[person] = None
                    break
        return tuple(found)

    def _system(self, number: int, at: int, body: str) -> None:
        for line in body.split("\n"):
            if not line.strip():
                continue
            if (notice := notice_of(line, self._named)) is None:
                self._skip(reasons.NOTICE, number, line)
            else:
                self._waiting.append(_Waiting(number, at, notice))
                if len(self._waiting) >= _WAITING_AT_MOST:
                    self._settle()

    def _settle(self) -> None:
        """Hand on the comings and goings of the chat that ends here."""
        for number, at, notice in self._waiting:
            if EXPORTER in notice.people:
                self._skip(reasons.UNNAMED, number, "")
            by = self._named_person(notice.by) if notice.by else None
            for name in notice.people:
                if name != EXPORTER:
                    person = self._named_person(name)
                    self._out.append(moved(notice.kind, group=self._group, person=person, at=at, by=by))
        self._waiting.clear()

    def _named_person(self, name: str) -> str:
        if (numbered := _WITH_NUMBER.fullmatch(name)) is not None:
            self._meet(numbered[2], numbered[1])
            return numbered[2]
        person = self._named.get(name) or person_by_name(name)
        if person not in self._people:
            self._meet(person, name)
        return person

    def _skip(self, reason: str, number: int, excerpt: str) -> None:
        self._out.append(skipped(reason, self._member.name, number, "line", excerpt))


def _content(body: str) -> tuple[str, tuple[str, ...]]:
    """The words of a message and the kinds of what stood between them. A body without anything held something that QQ
    does not export."""
    text = body.strip()
    if not text:
        return "", ("other",)
    if "[" not in text:
        return text, ()
    kinds = tuple(_KINDS[name] for name in _THING.findall(text))
    return (_THING.sub("", text).strip(), kinds) if kinds else (text, ())


def _date(text: str) -> tuple[int, int, int]:
    year, month, day = text.split("-")
    if len(year) != 4:
        raise BadTime(NOT_A_TIME)
    return int(year), int(month), int(day)


def _is_copied(source: Source, member: Member) -> bool:
    head = FileHead(member.name, source.head(member, 1 << 16))
    return not any(exported_head(text.rstrip("\r")) for text in head.text.split("\n"))


def _likeness(head: FileHead) -> float:
    if head.is_binary:
        return 0.0
    if head.text[:200].lstrip().startswith("消息记录"):
        return 0.99
    tried = [text.rstrip("\r") for text in head.text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if text.strip()]
    if any(exported_head(text) for text in tried):
        return 0.9
    copied = sum(1 for text in tried if copied_head(text, ""))
    if copied and any(day_of(text) and not text[0].isdigit() for text in tried):
        return 0.85
    return 0.4 if copied > 1 and 6 * copied > len(tried) else 0.0
