"""A table that anybody can write: one row a message, a coming or a going. The columns are described in
docs/formats/plain-csv.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from qunli.archives import reasons
from qunli.archives.containers import Member
from qunli.archives.csv_rows import Broken, first_row, table
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.notices import Kind, moved
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.reasons import Unusable, skipped
from qunli.archives.records import Group, Message, Record, Skipped
from qunli.archives.source import Source
from qunli.archives.text import decode_head, numbered_lines
from qunli.archives.times import from_iso, from_milliseconds, from_seconds

FORMAT = Format(
    name="plain-csv",
    label="Plain CSV",
    how="A table with the columns time, author and text; see docs/formats/plain-csv.md for those that may be added.",
)

_PLATFORM = "csv"
_NEEDED = ("time", "text")
_COLUMNS = ("time", "author", "text", "group", "id", "reply_to", "topic", "author_id", "kind", "by")
_MOVES: dict[str, Kind] = {"join": "join", "leave": "leave", "removal": "remove"}
_NUMBER = re.compile(r"\d{1,15}(?:\.\d+)?")
_FIRST_MILLISECONDS = 100_000_000_000
_NAMES_KEPT = 500_000
_MENTION = re.compile(r"@(\S{1,64})")


def sniff(sniff: Sniff) -> float:
    """By the names of the columns."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every row of every file. Groups without a name of their own are called after the file."""
    reading = _Reading(options)
    for member in files_like(source, _looks, (".csv", ".tsv", ".txt")):
        yield from [member] if isinstance(member, Skipped) else reading.file(source, member)


def _looks(head: Head) -> float:
    if head.is_binary:
        return 0.0
    columns = {name.casefold() for name in first_row(head.text[:4096])[1]}
    return 0.8 if columns.issuperset(_NEEDED) and columns & {"author", "author_id"} else 0.0


class _Reading:
    """All files of an export. Records gather in `_out`."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._people = People(_PLATFORM)
        self._ids = MessageIds(_PLATFORM)
        self._groups: set[str] = set()
        self._named: dict[str, str] = {}
        self._out: list[Record] = []

    def file(self, source: Source, member: Member) -> Iterator[Record]:
        delimiter, _ = first_row(decode_head(source.head(member, 1 << 12)))
        self._usual = PurePosixPath(member.name).stem or "chat"
        out, number = self._out, 0
        with source.open(member) as stream:
            for row in table(numbered_lines(stream), delimiter, _COLUMNS):
                number = row[0]
                if isinstance(row, Broken):
                    out.append(skipped(row.reason, member.name, number, "line", row.text))
                else:
                    try:
                        self._row(*row[1])
                    except Unusable as reason:
                        out.append(skipped(str(reason), member.name, number, "line", delimiter.join(row[1])))
                yield from out
                out.clear()
            if stream.damage:
                yield skipped(reasons.DAMAGED, member.name, number, "line", stream.damage)

    def _row(
        self,
        time: str,
        author: str,
        text: str,
        group: str,
        own: str,
        reply_to: str,
        topic: str,
        author_id: str,
        kind: str,
        by: str,
    ) -> None:
        at = self._at(time)
        if not author and not author_id:
            raise Unusable(reasons.NO_AUTHOR)
        if kind not in ("", "message") and kind not in _MOVES:
            raise Unusable(reasons.UNEXPECTED)
        group = self._group(group or self._usual)
        person = author_id or self._named.get(author) or person_by_name(author) or "?"
        if self._named.get(author) != person:
            self._meet(person, author or author_id)
        if kind in _MOVES:
            actor = self._person(by) if by else None
            self._out.append(moved(_MOVES[kind], group=group, person=person, at=at, by=actor))
            return
        self._out.append(
            Message(
                id=own or self._ids.of(group, person, at, text),
                group=group,
                author=person,
                at=at,
                text=text,
                topic=topic or None,
                reply_to=reply_to or None,
                mentions=self._mentions(text) if "@" in text else (),
            )
        )

    def _at(self, time: str) -> int:
        if _NUMBER.fullmatch(time) is None:
            return from_iso(time.strip(), self._options.zone, self._options.latest)
        if float(time) >= _FIRST_MILLISECONDS:
            return from_milliseconds(time, self._options.latest)
        return from_seconds(time, self._options.latest)

    def _group(self, name: str) -> str:
        own = person_by_name(name)
        if own not in self._groups:
            self._groups.add(own)
            self._out.append(Group(platform=_PLATFORM, id=own, name=name))
        return own

    def _meet(self, person: str, name: str) -> None:
        if len(self._named) < _NAMES_KEPT:
            self._named[name] = person
        if (new := self._people.meet(person, name)) is not None:
            self._out.append(new)

    def _person(self, written: str) -> str:
        """Somebody by id or by name."""
        if written in self._people:
            return written
        person = self._named.get(written) or person_by_name(written)
        if person not in self._people:
            self._meet(person, written)
        return person

    def _mentions(self, text: str) -> tuple[str, ...]:
        named = (self._named.get(name) or self._named.get(name.rstrip(".,:;!?")) for name in _MENTION.findall(text))
        return tuple(dict.fromkeys(person for person in named if person))
