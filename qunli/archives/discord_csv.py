"""DiscordChatExporter's CSV, one file a channel: today's with ISO times, and that of earlier releases, whose times are
in the format of the exporter's computer.

What the format lacks: ids of messages, replies, edits, who reacted, who is a bot, and in earlier releases the zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from qunli.archives import reasons
from qunli.archives.attachments import kind_of_file
from qunli.archives.containers import Member
from qunli.archives.csv_rows import Broken, first_row, table
from qunli.archives.discord_dates import DiscordDates
from qunli.archives.identity import MessageIds, person_by_name
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.reasons import skipped
from qunli.archives.records import Group, Joined, Left, Message, Reaction, Record, Removed, Skipped
from qunli.archives.source import Source
from qunli.archives.text import decode_head, numbered_lines
from qunli.archives.times import BadTime

FORMAT = Format(
    name="discord-csv",
    label="Discord (DiscordChatExporter, CSV)",
    how="Export the channels with DiscordChatExporter and choose CSV as format, or better JSON, which says more. Bring "
    "one file, or a zip or folder of them.",
)

_PLATFORM = "discord"
_NAMES_KEPT = 500_000
_NO_NUMBER = ("0", "0000")
_LONGEST_NAME = 300
_COLUMNS = ("authorid", "author", "date", "content", "attachments", "reactions")
_NEEDED = frozenset(_COLUMNS) - {"authorid", "reactions"}
_FILE_NAME = re.compile(r"(?:.* - )?(?P<name>.+?) \[(?P<id>\d{15,22})\](?: .*)?")
_MENTION = re.compile(r"<@!?(\d{15,22})>|@([^\s@#]{2,32}(?:#\d{4})?)")
_ADDED = re.compile(r"Added (.+) to the group\.")
_REMOVED = re.compile(r"Removed (.+) from the group\.")
_NOTICES = re.compile(
    r"(?:Started a call(?: that lasted .*)?|Changed the channel (?:name|icon).*|Pinned a message|Started a thread"
    r"|Boosted the server.*)\."
)


def sniff(sniff: Sniff) -> float:
    """By the names of the columns."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every channel of every file. A file's name carries the channel's name and id."""
    people = People(_PLATFORM)
    for member in files_like(source, _looks, (".csv", ".txt")):
        if isinstance(member, Skipped):
            yield member
        else:
            yield from _Channel(source, member, people, options).records()


class _Channel:
    """One file being read. Records gather in `_out` and are handed on after each row."""

    def __init__(self, source: Source, member: Member, people: People, options: Options) -> None:
        self._source = source
        self._member = member
        self._dates = DiscordDates(source, member, options)
        self._group, self._name = _channel_of(member.name)
        self._ids = MessageIds(_PLATFORM)
        self._people = people
        self._named: dict[str, str] = {}
        self._out: list[Record] = []

    def records(self) -> Iterator[Record]:
        yield Group(platform=_PLATFORM, id=self._group, name=self._name)
        if self._dates.decision.assumed_at is not None:
            self._skip(reasons.ASSUMED[self._dates.decision.order], 1, self._dates.decision.assumed_at)
        delimiter, _ = first_row(decode_head(self._source.head(self._member, 1 << 12)))
        number, out = 0, self._out
        with self._source.open(self._member) as stream:
            for row in table(numbered_lines(stream), delimiter, _COLUMNS):
                number = row[0]
                if isinstance(row, Broken):
                    self._skip(row.reason, number, row.text)
                else:
                    self._row(number, *row[1])
                yield from out
                out.clear()
            if stream.damage:
                yield skipped(reasons.DAMAGED, self._member.name, number, "line", stream.damage)

    def _row(self, number: int, own: str, name: str, date: str, text: str, files: str, reactions: str) -> None:
        person = own or person_by_name(name)
        if not person:
            self._skip(reasons.NO_AUTHOR, number, text)
            return
        try:
            at = self._dates.of(date)
        except BadTime as error:
            self._skip(str(error), number, date)
            return
        if self._named.get(name) != person:
            self._meet(person, name)
        if text.endswith(".") and not files and not reactions and self._notice(number, at, person, text):
            return
        self._out.append(
            Message(
                id=self._ids.of(self._group, person, at, text),
                group=self._group,
                author=person,
                at=at,
                text=text,
                mentions=self._mentions(text) if "@" in text else (),
                attachments=tuple(map(kind_of_file, files.split(","))) if files else (),
                reactions=_reactions(reactions) if reactions else (),
            )
        )

    def _notice(self, number: int, at: int, actor: str, text: str) -> bool:
        """Whether the words are Discord's own, who can only be told from a member's by what they are."""
        if text == "Joined the server.":
            self._out.append(Joined(group=self._group, person=actor, at=at))
        elif text == "Left the group.":
            self._out.append(Left(group=self._group, person=actor, at=at))
        elif (added := _ADDED.fullmatch(text)) is not None:
            self._out.append(Joined(group=self._group, person=self._named_person(added[1]), at=at, by=actor))
        elif (removed := _REMOVED.fullmatch(text)) is not None:
            self._out.append(Removed(group=self._group, person=self._named_person(removed[1]), at=at, by=actor))
        elif _NOTICES.fullmatch(text) is not None:
            self._skip(reasons.NOTICE, number, text)
        else:
            return False
        return True

    def _meet(self, person: str, written: str) -> None:
        name, _, number = written.rpartition("#")
        shown = name if name and number.isdigit() else written
        if len(self._named) < _NAMES_KEPT:
            self._named[written] = person
            self._named.setdefault(shown, person)
        if person not in self._people:
            handle = shown if number in _NO_NUMBER else written
            new = self._people.meet(person, shown or person, handle=handle or None)
            self._out.extend([new] if new else [])

    def _named_person(self, name: str) -> str:
        person = self._named.get(name) or person_by_name(name)
        self._meet(person, name)
        return person

    def _mentions(self, text: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for own, name in _MENTION.findall(text):
            person = own or self._named.get(name) or self._named.get(name.rstrip(".,:;!?"))
            if person:
                found[person] = None
                if own and own not in self._people and (new := self._people.meet(own, own)):
                    self._out.append(new)
        return tuple(found)

    def _skip(self, reason: str, number: int, excerpt: str) -> None:
        self._out.append(skipped(reason, self._member.name, number, "line", excerpt))


def _reactions(text: str) -> tuple[Reaction, ...]:
    found = []
    for written in text.split(","):
        emoji, _, count = written.strip().rpartition(" (")
        number = count.removesuffix(")")
        if emoji and number.isdecimal() and len(number) < 10:
            found.append(Reaction(emoji=emoji, count=int(number)))
    return tuple(found)


def _channel_of(file_name: str) -> tuple[str, str]:
    """A channel's id and name by the name that DiscordChatExporter gives a file: "Guild - Category - channel [id]"."""
    stem = PurePosixPath(file_name).stem[-_LONGEST_NAME:]
    match = _FILE_NAME.fullmatch(stem)
    if match is None:
        return person_by_name(stem) or "discord", stem or "discord"
    return match["id"], match["name"]


def _looks(head: Head) -> float:
    if head.is_binary:
        return 0.0
    columns = {name.casefold() for name in first_row(head.text[:4096])[1]}
    if not columns >= _NEEDED:
        return 0.0
    return 0.95 if columns.issuperset(_COLUMNS) else 0.7
