"""WeChat as CSV: chatlog's (any number of conversations) and MemoTrace's (a conversation a file).

What the formats lack: ids of messages, and chatlog's a time zone (China's unless told otherwise). MemoTrace does not
name the group, which is taken from the file's name, and does not always name the exporter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from qunli.archives import reasons
from qunli.archives.containers import Member
from qunli.archives.csv_rows import Broken, first_row, table
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.local_times import LocalTimes
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.reasons import Unusable, skipped
from qunli.archives.records import Group, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import decode_head, numbered_lines
from qunli.archives.times import NOT_A_TIME, BadTime
from qunli.archives.wechat_chat import PLATFORM, Chat, Said
from qunli.archives.wechat_content import OTHER_STARTS, SYSTEM_KIND, TEXT_KIND, Content, of_chatlog, of_database

FORMAT = Format(
    name="wechat-csv",
    label="WeChat (chatlog or MemoTrace, CSV)",
    how="Save what chatlog's address /api/v1/chatlog answers for the group with format=csv, or export the group in "
    "MemoTrace and choose CSV.",
)

_ZONE = ZoneInfo("Asia/Shanghai")
_CHATLOG = ("time", "sendername", "sender", "talkername", "talker", "content")
_MEMOTRACE = ("type", "issender", "createtime", "strcontent")
_CHATLOG_READ = (*_CHATLOG, "messageid")
_MEMOTRACE_READ = (*_MEMOTRACE, "subtype", "strtime", "remark", "nickname", "sender")
_SYSTEM_NAME = "系统消息"
_GROUP_MARK = "@chatroom"
_ANSWERABLE = 50_000
_OWN_ID = re.compile(r"(.*)[(（]([\w.\-]+@chatroom|wxid_\w+|gh_\w+)[)）]")


def sniff(sniff: Sniff) -> float:
    """By the names of the columns."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every conversation that was brought. Private chats are left out unless one comes first."""
    reading = _Reading(options)
    for member in files_like(source, _looks, (".csv", ".txt")):
        if isinstance(member, Skipped):
            yield member
        else:
            yield from reading.file(source, member)
    yield from reading.finish()


def _looks(head: Head) -> float:
    if head.is_binary:
        return 0.0
    columns = {name.casefold() for name in first_row(head.text[:4096])[1]}
    return 0.97 if columns.issuperset(_CHATLOG) or columns.issuperset(_MEMOTRACE) else 0.0


class _Reading:
    """All files of an export."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._times = LocalTimes(options.zone_or(_ZONE), options.latest, _date)
        self._people = People(PLATFORM)
        self._ids = MessageIds(PLATFORM)
        self._chats: dict[str, Chat] = {}
        self._answerable: dict[tuple[str, str, str], str] = {}
        self._own = self._name = ""

    def file(self, source: Source, member: Member) -> Iterator[Record]:
        delimiter, names = first_row(decode_head(source.head(member, 1 << 12)))
        is_chatlog = "talkername" in (name.casefold() for name in names)
        columns = _CHATLOG_READ if is_chatlog else _MEMOTRACE_READ
        records_of = self._chatlog if is_chatlog else self._memotrace
        self._own, self._name = _conversation(member.name)
        number = 0
        with source.open(member) as stream:
            for row in table(numbered_lines(stream), delimiter, columns):
                number = row[0]
                if isinstance(row, Broken):
                    yield skipped(row.reason, member.name, number, "line", row.text)
                    continue
                try:
                    yield from records_of(*row[1])
                except Unusable as reason:
                    yield skipped(str(reason), member.name, number, "line", delimiter.join(row[1]))
            if stream.damage:
                yield skipped(reasons.DAMAGED, member.name, number, "line", stream.damage)

    def finish(self) -> Iterator[Record]:
        """Comings and goings of people whose id came out later than they did, or never."""
        for chat in self._chats.values():
            yield from chat.finish()

    def _chatlog(
        self, when: str, name: str, author: str, talker_name: str, talker: str, text: str, own: str
    ) -> list[Record]:
        begun = self._chats.get(talker)
        chat = begun or self._begin(talker, is_group=talker.endswith(_GROUP_MARK))
        content = of_chatlog(text) if text[:1] in OTHER_STARTS else Content(TEXT_KIND, 0, text)
        is_system = author == _SYSTEM_NAME
        records = chat.records(
            Said(
                seconds=self._seconds(when),
                kind=SYSTEM_KIND if is_system else content.kind,
                within=content.within,
                text=content.text,
                author="" if is_system else author,
                name=name,
                id=own,
                reply_to=self._answerable.get((talker, *content.answers), "") if content.answers else "",
            )
        )
        if not is_system:
            self._remember(talker, author, when, records[-1])
        return records if begun else [Group(platform=PLATFORM, id=talker, name=talker_name or talker), *records]

    def _memotrace(
        self, kind: str, sent: str, created: str, text: str, within: str, when: str, remark: str, nick: str, author: str
    ) -> list[Record]:
        begun = self._chats.get(self._own)
        chat = begun or self._begin(self._own, is_group=not self._own.startswith(("wxid_", "gh_")))
        by_exporter = sent == "1"
        shown = remark or nick
        content = of_database(_number(kind), _number(within), text)
        records = chat.records(
            Said(
                seconds=self._created(created, when),
                kind=content.kind,
                within=content.within,
                text=content.text,
                author=author or person_by_name(shown) or ("self" if by_exporter else ""),
                name=shown or ("我" if by_exporter else ""),
                by_exporter=by_exporter,
            )
        )
        return records if begun else [Group(platform=PLATFORM, id=self._own, name=self._name), *records]

    def _begin(self, own: str, *, is_group: bool) -> Chat:
        if not own:
            raise Unusable(reasons.UNEXPECTED)
        if self._chats and not is_group:
            raise Unusable(reasons.PRIVATE_CHAT)
        self._chats[own] = Chat(own, self._people, self._ids, self._options)
        return self._chats[own]

    def _seconds(self, text: str) -> int:
        try:
            return self._times.of(text[:10], text[11:13], text[14:16], text[17:19]) // 1000
        except BadTime:
            raise
        except ValueError as error:
            raise BadTime(NOT_A_TIME) from error

    def _created(self, seconds: str, wall: str) -> int:
        """MemoTrace's time in seconds, or when that is broken the one in words."""
        if seconds.isdecimal() and len(seconds) < 12:
            return int(seconds)
        return self._seconds(wall)

    def _remember(self, talker: str, author: str, when: str, record: Record) -> None:
        if len(self._answerable) >= _ANSWERABLE:
            self._answerable.clear()
        self._answerable[talker, author, when[5:19]] = getattr(record, "id", "")


def _conversation(file: str) -> tuple[str, str]:
    """Id and name of the conversation in a file of MemoTrace's, which puts it into a folder "name(id)"."""
    path = PurePosixPath(file)
    name = path.stem or "WeChat"
    for part in (path.parent.name, name):
        if (match := _OWN_ID.fullmatch(part)) is not None:
            return match[2], match[1].strip() or name
    return person_by_name(name), name


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _date(text: str) -> tuple[int, int, int]:
    year, month, day = text.split("-")
    return int(year), int(month), int(day)
