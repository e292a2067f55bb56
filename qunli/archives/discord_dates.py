"""The times in DiscordChatExporter's CSV: ISO 8601 today; before, "02-Jan-21 03:04 PM" and the ways of many regions."""

from __future__ import annotations

import re

from qunli.archives.containers import Member
from qunli.archives.csv_rows import Broken, first_row, table
from qunli.archives.local_dates import decide_order, numbers, read_date
from qunli.archives.local_times import LocalTimes
from qunli.archives.reader import Head, Options
from qunli.archives.source import Source
from qunli.archives.times import NOT_A_TIME, BadTime, from_iso

_FIRST_YEAR = 2015
_LOOKED_AT = 1 << 18
_LONGEST = 64
_MONTHS = {
    name: str(index + 1)
    for index, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905
}
_LOCAL = re.compile(
    r"(\S.*?)[,\sT]\s*(?:([^\d\s:.,/\-]{1,6})\s?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([^\d\s][^\d]{0,11}))?\s*"
)
_USUAL = re.compile(r"(\d\d-[A-Z][a-z]{2}-\d\d) (\d\d):(\d\d) ([AP]M)")
_NAMED = re.compile(r"(\d{1,2})[-\s./]([A-Za-z]{3})[a-z]*[-\s./,]+(\d{2,4})")


class DiscordDates:
    """Reads the dates of one file, whose order of day and month is decided from its start."""

    def __init__(self, source: Source, member: Member, options: Options) -> None:
        self._zone = options.zone
        self._latest = options.latest
        dates = _local_dates(Head(member.name, source.head(member, _LOOKED_AT)).text)
        self.decision = decide_order(dates, since=_FIRST_YEAR, latest=options.latest)
        self._times = LocalTimes(options.zone, options.latest, self._date)

    def of(self, text: str) -> int:
        """Milliseconds UTC, else BadTime."""
        if text[4:5] == "-" and text[7:8] == "-":
            return from_iso(text, self._zone, self._latest)
        if (usual := _USUAL.fullmatch(text)) is not None:
            return self._times.of(usual[1], usual[2], usual[3], None, usual[4])
        match = _LOCAL.fullmatch(text) if len(text) < _LONGEST else None
        if match is None:
            raise BadTime(NOT_A_TIME)
        date, before, hour, minute, second, after = match.groups()
        return self._times.of(date, hour, minute, second, before or after or "")

    def _date(self, text: str) -> tuple[int, int, int]:
        if (named := _NAMED.fullmatch(text)) is not None:
            day, month, year = named.groups()
            return read_date((day, _MONTHS.get(month.lower(), "0"), year), "dmy")
        if (parts := numbers(text)) is None:
            raise BadTime(NOT_A_TIME)
        return read_date(parts, "ymd" if len(parts[0]) == 4 else self.decision.order)


def _local_dates(text: str) -> list[str]:
    delimiter, _ = first_row(text)
    found = []
    for row in table(((0, line, False) for line in text.splitlines()), delimiter, ("date", "author")):
        if isinstance(row, Broken) or (match := _LOCAL.fullmatch(row[1][0][:_LONGEST])) is None:
            continue
        if not _NAMED.fullmatch(match[1]) and len(numbers(match[1]) or ()) == 3:
            found.append(match[1])
    return found
