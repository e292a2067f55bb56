"""IRC logs of irssi, weechat, ZNC and others, a file or a folder or zip of them.

What logs lack: ids, replies, people (see `irc_nicks`) and time zones. Whom a line is addressed to by name, as in
"ann: yes", is read as a mention. Ids are derived from nicks as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from qunli.archives import reasons
from qunli.archives.identity import MessageIds
from qunli.archives.irc_files import Log, groups_of, log_of
from qunli.archives.irc_lines import Clock, Day, Event, event_of
from qunli.archives.irc_nicks import Nicks, key_of
from qunli.archives.local_times import LocalTimes
from qunli.archives.people import People
from qunli.archives.reader import Format, Head, Options, Sniff
from qunli.archives.reasons import skipped
from qunli.archives.records import Group, Joined, Left, Message, Record, Removed
from qunli.archives.source import Source
from qunli.archives.text import HEAD_SIZE, numbered_lines
from qunli.archives.times import NOT_A_TIME, BadTime

FORMAT = Format(
    name="irc",
    label="IRC (irssi, weechat, ZNC and similar logs)",
    how="Bring the log file of the channel, or a zip or folder of the daily files that your client or bouncer writes.",
)

_PLATFORM = "irc"
_LOOKED_AT = 100
_ADDRESSED = re.compile(r"([^\s:,<>]{1,40})[:,](?:\s+|$)")
_MOST_ADDRESSED = 8
_TARS = (".tar", ".tgz", ".tar.gz")


def sniff(sniff: Sniff) -> float:
    """By the share of the first lines that are lines of a log."""
    return max(map(_looks, sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every channel's log. Windows of private talk are left out where there are channels beside them."""
    logs = [log_of(member) for member in source.members]
    if not source.name.lower().endswith(_TARS):
        logs.sort(key=lambda log: (log.folder, log.channel, log.date or "", log.member.name))
    groups = groups_of(logs)
    has_channels = any(log.channel.startswith(("#", "&")) for log in logs)
    people, ids = People(_PLATFORM), MessageIds(_PLATFORM)
    channels: dict[str, _Channel] = {}
    for log in logs:
        reason = _left_out(source, log, has_channels)
        if reason is not None:
            yield skipped(reason, log.member.name, 0, "byte")
            continue
        group = groups[log]
        if group not in channels:
            channels[group] = _Channel(group, people, ids, options)
            yield Group(platform=_PLATFORM, id=group, name=log.channel)
        yield from channels[group].records(source, log)


def _left_out(source: Source, log: Log, has_channels: bool) -> str | None:
    if source.is_single:
        return None
    if _looks(Head(log.member.name, source.head(log.member, HEAD_SIZE))) <= 0:
        return reasons.OTHER_FILE
    return reasons.PRIVATE_CHAT if has_channels and not log.channel.startswith(("#", "&")) else None


class _Channel:
    """One channel, whose nicks are remembered from file to file. Records gather in `_out`."""

    def __init__(self, group: str, people: People, ids: MessageIds, options: Options) -> None:
        self._group = group
        self._ids = ids
        self._nicks = Nicks(people)
        self._times = LocalTimes(options.zone, options.latest, _date)
        self._day = ""
        self._out: list[Record] = []

    def records(self, source: Source, log: Log) -> Iterator[Record]:
        self._day = log.date or ""
        out, news, file, number = self._out, self._nicks.news, log.member.name, 0
        with source.open(log.member) as stream:
            for number, line, cut in numbered_lines(stream):
                event = event_of(line)
                reason = self._take(event) if event is not None else reasons.UNKNOWN_LINE
                if cut:
                    out.append(skipped(reasons.LINE_TOO_LONG, file, number, "line", line))
                if reason is not None and line.strip():
                    out.append(skipped(reason, file, number, "line", line))
                if news:
                    yield from news
                    news.clear()
                yield from out
                out.clear()
            if stream.damage:
                yield skipped(reasons.DAMAGED, file, number, "line", stream.damage)

    def _take(self, event: Event | Day) -> str | None:
        """Gather what an event leads to, or say why it leads to nothing."""
        if isinstance(event, Day):
            if event.date != "":
                self._day = event.date or _next(self._day)
            return None
        if event.kind == "note":
            return reasons.NOTICE
        if event.kind == "nick":
            self._nicks.changed(event.nick, event.other or event.nick)
            return None
        try:
            at = self._at(event.clock)
        except BadTime as error:
            return str(error)
        if at is None:
            return reasons.NO_DATE
        self._out.append(self._message(at, event) if event.kind == "say" else self._move(at, event))
        return None

    def _message(self, at: int, event: Event) -> Message:
        _, _, nick, text, _ = event
        return Message(
            id=self._ids.of(self._group, key_of(nick), at, text),
            group=self._group,
            author=self._nicks.of(nick),
            at=at,
            text=text,
            mentions=self._mentions(text) if ":" in text or "," in text else (),
        )

    def _move(self, at: int, event: Event) -> Record:
        if event.kind == "join":
            return Joined(group=self._group, person=self._nicks.joined(event.nick, event.other), at=at)
        person = self._nicks.of(event.nick)
        if event.kind == "leave":
            return Left(group=self._group, person=person, at=at)
        return Removed(group=self._group, person=person, at=at, by=self._nicks.of(event.other) if event.other else None)

    def _at(self, clock: Clock) -> int | None:
        day, hour, minute, second = clock
        day = day or self._day
        return self._times.of(day, hour, minute, second) if day else None

    def _mentions(self, text: str) -> tuple[str, ...]:
        """Those whose nicks stand before the first words, each followed by a colon or comma."""
        found: dict[str, None] = {}
        start = 0
        while len(found) < _MOST_ADDRESSED and (match := _ADDRESSED.match(text, start)) is not None:
            person = self._nicks.known(match[1])
            if person is None:
                break
            found[person] = None
            start = match.end()
        return tuple(found)


def _date(text: str) -> tuple[int, int, int]:
    year, month, day = text.split("-")
    return int(year), int(month), int(day)


def _next(day: str) -> str:
    """The day after, or no day when none was known."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else ""
    except (ValueError, OverflowError) as error:
        raise BadTime(NOT_A_TIME) from error


def _looks(head: Head) -> float:
    if head.is_binary:
        return 0.0
    tried = [line.rstrip("\r") for line in head.text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    found = sum(1 for line in tried if event_of(line) is not None)
    return 0.93 * found / len(tried) if tried and 2 * found >= len(tried) else 0.0
