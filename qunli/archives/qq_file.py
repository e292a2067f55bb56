"""One file out of QQ, message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from qunli.archives import reasons
from qunli.archives.chinese_notices import notice_of
from qunli.archives.containers import Member
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.local_times import LocalTimes
from qunli.archives.named_moves import NamedMoves
from qunli.archives.notices import EXPORTER
from qunli.archives.people import People
from qunli.archives.qq_content import content
from qunli.archives.qq_lines import Chat, Head, Said, blocks, copied_head, exported_head
from qunli.archives.reader import Options
from qunli.archives.reasons import skipped
from qunli.archives.records import Group, Message, Record
from qunli.archives.source import Source
from qunli.archives.text import decode_head, numbered_lines
from qunli.archives.times import NOT_A_TIME, BadTime

_PLATFORM = "qq"
_ZONE = ZoneInfo("Asia/Shanghai")
_SYSTEM = frozenset(("10000", "1000000", "80000000"))
_OFFICIAL_BOTS = (range(2_854_196_300, 2_854_216_400), range(3_889_000_000, 3_890_000_000))
_WORDS_IN_NAME = 5
_FRIENDS = frozenset(
    ("我的好友", "好友", "特别关心", "朋友", "家人", "同学", "同事", "陌生人", "临时会话", "我的设备", "黑名单")
)
"""The lists in which QQ and its users keep friends; other lists are taken for lists of groups."""
_MENTION = re.compile(r"@([^@\n]{1,60})")
_WITH_NUMBER = re.compile(r"(.*?)[(（](\d{5,14})[)）]")


class File:
    """One file being read. Records gather in `_out` and are handed on after each message."""

    def __init__(self, source: Source, member: Member, options: Options) -> None:
        self._source = source
        self._member = member
        self._times = LocalTimes(options.zone_or(_ZONE), options.latest, _date)
        self._ids = MessageIds(_PLATFORM)
        self._people = People(_PLATFORM)
        self._group = ""
        self._is_left_out = False
        self._moves = NamedMoves("")
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
                    self._begin(block.name, is_private=block.kept_in in _FRIENDS)
                else:
                    self._skip(reasons.UNKNOWN_LINE, block.number, block.text)
                yield from out
                out.clear()
            self._settle()
            if stream.damage:
                self._skip(reasons.DAMAGED, last, stream.damage)
        yield from out
        out.clear()

    def _begin(self, name: str, *, is_private: bool = False) -> None:
        self._settle()
        self._is_left_out = is_private and bool(self._group)
        if self._is_left_out:
            return
        name = name or PurePosixPath(self._member.name).stem or "QQ"
        self._group = person_by_name(name)
        self._moves = NamedMoves(self._group)
        self._out.append(Group(platform=_PLATFORM, id=self._group, name=name))

    def _said(self, said: Said) -> None:
        number, head, body, cut = said
        if not self._group:
            self._begin("")
        if self._is_left_out:
            self._skip(reasons.PRIVATE_CHAT, number, "")
            return
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
        text, attachments = content(body)
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
        if self._moves.whose(name) != person:
            self._moves.learn(name, person)
            if head.title:
                self._moves.learn(head.title + name, person)
        return person

    def _meet(self, person: str, name: str) -> None:
        is_bot = person.isdigit() and any(int(person) in numbers for numbers in _OFFICIAL_BOTS)
        if (new := self._people.meet(person, name or person, is_bot=is_bot)) is not None:
            self._out.append(new)

    def _mentions(self, text: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for written in _MENTION.findall(text):
            words = written.split(" ")[:_WORDS_IN_NAME]
            for count in range(len(words), 0, -1):
                if person := self._moves.whose(" ".join(words[:count])):
                    found[person] = None
                    break
        return tuple(found)

    def _system(self, number: int, at: int, body: str) -> None:
        for line in body.split("\n"):
            if not line.strip():
                continue
            if (notice := notice_of(line)) is None:
                self._skip(reasons.NOTICE, number, line)
                continue
            if EXPORTER in notice.people:
                self._skip(reasons.UNNAMED, number, line)
            for name in (*notice.people, notice.by or ""):
                if (numbered := _WITH_NUMBER.fullmatch(name)) is not None:
                    self._meet(numbered[2], numbered[1])
                    self._moves.learn(name, numbered[2])
            self._out.extend(self._moves.take(notice, at))

    def _settle(self) -> None:
        """Hand on what waited for the end of the chat."""
        for person, name, move in self._moves.rest():
            if person not in self._people:
                self._meet(person, name)
            self._out.append(move)

    def _skip(self, reason: str, number: int, excerpt: str) -> None:
        self._out.append(skipped(reason, self._member.name, number, "line", excerpt))


def _date(text: str) -> tuple[int, int, int]:
    year, month, day = text.split("-")
    if len(year) != 4:
        raise BadTime(NOT_A_TIME)
    return int(year), int(month), int(day)


def _is_copied(source: Source, member: Member) -> bool:
    start = decode_head(source.head(member, 1 << 16))
    return not any(exported_head(text.rstrip("\r")) for text in start.split("\n"))
