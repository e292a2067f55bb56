"""One WhatsApp chat, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from qunli.archives import reasons
from qunli.archives.containers import Member
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.local_dates import Order, numbers, read_date
from qunli.archives.local_times import LocalTimes
from qunli.archives.notices import EXPORTER, moved
from qunli.archives.people import People
from qunli.archives.reader import Options
from qunli.archives.reasons import skipped
from qunli.archives.records import Group, Message, Record
from qunli.archives.source import Source
from qunli.archives.text import numbered_lines
from qunli.archives.times import NOT_A_TIME, BadTime
from qunli.archives.whatsapp_lines import Head, entries, name_of, unmarked
from qunli.archives.whatsapp_media import look
from qunli.archives.whatsapp_notices import notice_of
from qunli.archives.whatsapp_survey import is_encryption, survey

_PLATFORM = "whatsapp"
_LONGEST_NAME = 100
_NAMES_KEPT = 500_000
_PHONE = re.compile(r"\+?\d[\d\s().\-\u2010\u2011]{5,24}")
_NOT_DIGITS = re.compile(r"\D+")
_MENTION = re.compile(r"@(?:\u2068([^\u2069\n]{1,80})\u2069|(\d{6,16})\b)")


class Chat:
    """One chat being read. Records gather in `_out` and are handed on after each entry."""

    def __init__(self, source: Source, member: Member, options: Options) -> None:
        known = survey(source, member, options.latest)
        self._source = source
        self._member = member
        self._order = known.order
        self._colons = known.colons
        self._group = person_by_name(known.title)
        self._title = known.title
        self._times = LocalTimes(options.zone, options.latest, partial(_date, order=known.order.order))
        self._ids = MessageIds(_PLATFORM)
        self._people = People(_PLATFORM)
        self._authors: dict[str, str] = {}
        self._out: list[Record] = []

    def records(self) -> Iterator[Record]:
        yield Group(platform=_PLATFORM, id=self._group, name=self._title)
        out = self._out
        number = 0
        with self._source.open(self._member) as stream:
            for number, head, said, cut in entries(numbered_lines(stream)):
                if head is None:
                    if said.strip():
                        self._skip(reasons.NOTICE if is_encryption(said) else reasons.UNKNOWN_LINE, number, said)
                else:
                    self._entry(number, head, said)
                if cut:
                    self._skip(reasons.LINE_TOO_LONG, number, said)
                yield from out
                out.clear()
            if stream.damage:
                yield skipped(reasons.DAMAGED, self._member.name, number, "line", stream.damage)

    def _entry(self, number: int, head: Head, said: str) -> None:
        date, hour, minute, second, part, _ = head
        try:
            at = self._times.of(date, hour, minute, second, part)
        except BadTime as error:
            self._skip(str(error), number, f"{date} {hour}:{minute} {said}")
            return
        if date == self._order.assumed_at:
            self._order = self._order._replace(assumed_at=None)
            self._skip(reasons.ASSUMED[self._order.order], number, date)
        author, colon, text = said.partition(": ")
        if author in self._colons and text.startswith(self._colons[author][len(author) + 2 :] + ": "):
            author = self._colons[author]
            text = said[len(author) + 2 :]
        if not colon and said.endswith(":"):
            author, colon = said[:-1], ":"
        if not colon or (author not in self._authors and _is_sentence(author)):
            self._notice(number, at, said)
        else:
            self._said(number, at, author, text)

    def _said(self, number: int, at: int, author: str, text: str) -> None:
        seen = look(text)
        if seen is not None and seen.deleted:
            self._skip(reasons.DELETED, number, text)
            return
        attachments: tuple[str, ...] = ()
        edited = False
        if seen is not None:
            text, attachments, edited, _ = seen
        elif text.startswith("\u200e") and self._is_notice(author, text):
            self._notice(number, at, unmarked(text))
            return
        person = self._authors.get(author) or self._author(author)
        mentions = self._mentions(text) if "@" in text else ()
        if "\u200e" in text or "\u2068" in text:
            text = unmarked(text)
        self._out.append(
            Message(
                id=self._ids.of(self._group, person, at, text),
                group=self._group,
                author=person,
                at=at,
                text=text,
                mentions=mentions,
                attachments=attachments,
                edited_at=at if edited else None,
            )
        )

    def _is_notice(self, author: str, text: str) -> bool:
        """Whether words that an iPhone marks as its own, but puts under somebody's name, are a notice."""
        if is_encryption(text) or name_of(author) == self._title:
            return True
        return notice_of(unmarked(text), self._authors) is not None

    def _notice(self, number: int, at: int, sentence: str) -> None:
        notice = notice_of(unmarked(sentence), self._authors)
        if notice is None:
            self._skip(reasons.NOTICE, number, sentence)
            return
        if notice.others or EXPORTER in notice.people:
            self._skip(reasons.UNNAMED, number, sentence)
        by = self._author(notice.by) if notice.by else None
        for name in notice.people:
            if name != EXPORTER:
                person = self._author(name)
                self._out.append(moved(notice.kind, group=self._group, person=person, at=at, by=by))

    def _author(self, written: str) -> str:
        """The id of somebody named, whom the stream is told of when new: a number in full, else the name."""
        name = name_of(written) or "?"
        phone = _NOT_DIGITS.sub("", name) if _PHONE.fullmatch(name) else ""
        person = f"+{phone}" if phone else person_by_name(name)
        if len(self._authors) >= _NAMES_KEPT:
            self._authors.clear()
        self._authors[written] = person
        self._meet(person, name, person if phone else None)
        return person

    def _meet(self, person: str, name: str, phone: str | None) -> None:
        if person not in self._people and (new := self._people.meet(person, name, handle=phone)) is not None:
            self._out.append(new)

    def _mentions(self, text: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name, number in _MENTION.findall(text):
            if number:
                number = f"+{int(number)}"
                self._meet(number, number, number)
            found[number or self._author(name)] = None
        return tuple(found)

    def _skip(self, reason: str, number: int, excerpt: str) -> None:
        self._out.append(skipped(reason, self._member.name, number, "line", excerpt))


def _is_sentence(author: str) -> bool:
    """Whether what stands before a colon is no name but the start of a notice, such as: Ann created group "Trip: 1"."""
    if len(author) > _LONGEST_NAME or author.count('"') % 2 == 1:
        return True
    opened, closed = ("„«「", "“»」") if "„" in author else ("“«「", "”»」")
    return any(author.count(left) > author.count(right) for left, right in zip(opened, closed, strict=True))


def _date(text: str, order: Order) -> tuple[int, int, int]:
    parts = numbers(text)
    if parts is None:
        raise BadTime(NOT_A_TIME)
    return read_date(parts, order)
