"""The lines of IRC logs: irssi, weechat, ZNC, energymech, and the many that write `[12:34] <nick> text`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["say", "join", "leave", "kick", "nick", "note"]
Clock = tuple[str | None, str, str, str | None]
"""Date (None where lines carry none), hour, minute and second (None where there are none)."""

_SAID = re.compile(
    r"\[?(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d):(\d\d)(?::(\d\d))?\]? "
    r"(?:<[ @+%&~!]?([^>\s]{1,64})> ?| ?\* ([^\s*]{1,64}) |-([^\s:!-][^\s:!]{0,63})(?:[:!]\S*)?- )(.*)",
    re.DOTALL,
)
_NOTED = re.compile(
    r"\[?(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d):(\d\d)(?::(\d\d))?\]? (?:-!-|\*\*\*|-->|<--|--|\*) +(.*)", re.DOTALL
)
_TABBED = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\t([^\t]{0,80})\t(.*)", re.DOTALL)
_DAY = re.compile(r"--- (Log opened|Log closed|Day changed) (.*)")
_NAMED_DAY = re.compile(r"\b([A-Za-z]{3})[a-z]* (\d{1,2}) (?:\d\d:\d\d(?::\d\d)? )?(\d{4})\b")
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: index for index, name in enumerate(_MONTH_NAMES.split(), start=1)}

_NOTES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("nick", re.compile(r"(?P<nick>\S+) is now known as (?P<other>\S+)")),
    ("kick", re.compile(r"(?P<nick>\S+) was kicked (?:from \S+ )?by (?P<other>\S+)(?: .*)?")),
    ("kick", re.compile(r"(?P<other>\S+) has kicked (?P<nick>\S+)(?: .*)?")),
    ("join", re.compile(r"Joins: (?P<nick>\S+)(?: \((?P<other>\S+)\))?")),
    ("join", re.compile(r"(?P<nick>\S+)(?: \[[^\]]*\]| \([^)]*\))*? [\[(](?P<other>[^\s\])]+)[\])] has joined .*")),
    ("join", re.compile(r"(?P<nick>\S+) (?:has )?joined(?: [#&]\S+)?")),
    ("leave", re.compile(r"(?:Parts|Quits): (?P<nick>\S+)(?: .*)?")),
    ("leave", re.compile(r"(?P<nick>\S+) [\[(][^\s\])]*[\])] has (?:left|quit)\b.*")),
    ("leave", re.compile(r"(?P<nick>\S+) (?:has )?(?:left|quit)(?: [#&]\S+)?(?: [\[(].*)?")),
)
_CODES = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-fA-F]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f]")
_ARROWS = frozenset(("-->", "<--", "--"))
_RANKS = "@+%&~! "


class Event(NamedTuple):
    """Something that happened: who said what, or who came or went. `other` is the new nick, whoever kicked, or the mask
    of whoever joined."""

    kind: Kind
    clock: Clock
    nick: str
    text: str = ""
    other: str | None = None


class Day(NamedTuple):
    """A line that names the day of those below. None says no more than that it is the day after, as where the month is
    written in a language of which the reader knows no months; "" says nothing of the day."""

    date: str | None


def event_of(line: str) -> Event | Day | None:
    """What a line says, or None when it is no line of a log."""
    if (said := _SAID.match(line)) is not None:
        date, hour, minute, second, nick, actor, noticer, text = said.groups()
        return Event("say", (date, hour, minute, second), nick or actor or noticer, _plain(text))
    if (tabbed := _TABBED.fullmatch(line)) is not None:
        return _tabbed(tabbed)
    if (noted := _NOTED.match(line)) is not None:
        date, hour, minute, second, text = noted.groups()
        return _note((date, hour, minute, second), text)
    return _day(line) if line.startswith("--- ") else None


def _tabbed(match: re.Match[str]) -> Event:
    date, hour, minute, second, prefix, text = match.groups()
    clock = (date, hour, minute, second)
    nick = prefix.strip().lstrip(_RANKS)
    if nick in _ARROWS:
        return _note(clock, text)
    if nick == "*":
        nick, _, text = text.partition(" ")
        nick = nick.lstrip(_RANKS)
    if not nick or " " in nick or nick == "=!=":
        return Event("note", clock, "", text)
    return Event("say", clock, nick, _plain(text))


def _note(clock: Clock, text: str) -> Event:
    text = _plain(text).strip()
    if len(text) < 1000:
        for kind, pattern in _NOTES:
            if (match := pattern.fullmatch(text)) is not None:
                found = match.groupdict()
                return Event(kind, clock, found["nick"].lstrip(_RANKS), text, found.get("other"))
    return Event("note", clock, "", text)


def _plain(text: str) -> str:
    """The text without the codes for colour and weight."""
    return text if text.isprintable() else _CODES.sub("", text)


def _day(line: str) -> Day | None:
    match = _DAY.match(line)
    if match is None:
        return None
    if match[1] == "Log closed":
        return Day("")
    if (iso := _ISO_DAY.search(match[2])) is not None:
        return Day(iso[0])
    named = _NAMED_DAY.search(match[2])
    month = _MONTHS.get(named[1].lower()) if named else None
    return Day(f"{named[3]}-{month:02}-{int(named[2]):02}") if named and month else Day(None)
