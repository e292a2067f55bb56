"""Wall-clock times of one file to ms, quickly: the start of each hour is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from qunli.archives.day_parts import day_part, hour24
from qunli.archives.times import NOT_A_TIME, TOO_LATE, BadTime, from_parts

_HOURS_KEPT = 100_000
_MINUTE = 60_000
_FAR = 1 << 62


class LocalTimes:
    """Reads times that are written as a date, an hour, a minute and a part of the day, all as text.

    `read` turns a date's text into year, month and day, or raises BadTime.
    """

    def __init__(self, zone: tzinfo, latest: int, read: Callable[[str], tuple[int, int, int]]) -> None:
        self._zone = zone
        self._latest = latest
        self._read = read
        self._hours: dict[tuple[str, str, str], int] = {}

    def of(self, date: str, hour: str, minute: str, second: str | None, part: str = "") -> int:
        """Milliseconds UTC, else BadTime. A leap second is the second before it."""
        start = self._hours.get((date, hour, part))
        minutes = int(minute)
        seconds = int(second) if second else 0
        if minutes > 59 or seconds > 60:
            raise BadTime(NOT_A_TIME)
        if start is None:
            start = self._hour(date, hour, part)
            if start is None:
                year, month, day = self._read(date)
                hours = _hour24(hour, part)
                return from_parts(year, month, day, hours, minutes, seconds, zone=self._zone, latest=self._latest)
        at = start + minutes * _MINUTE + min(seconds, 59) * 1000
        if at > self._latest:
            raise BadTime(TOO_LATE)
        return at

    def _hour(self, date: str, hour: str, part: str) -> int | None:
        """The start of an hour, or None when the clocks change within it."""
        year, month, day = self._read(date)
        hours = _hour24(hour, part)
        start = from_parts(year, month, day, hours, 0, zone=self._zone, latest=self._latest)
        end = from_parts(year, month, day, hours, 59, zone=self._zone, latest=_FAR)
        if end - start != 59 * _MINUTE:
            return None
        if len(self._hours) >= _HOURS_KEPT:
            self._hours.clear()
        self._hours[date, hour, part] = start
        return start


def _hour24(hour: str, part: str) -> int:
    word = day_part(part)
    if word is None:
        raise BadTime(NOT_A_TIME)
    return hour24(int(hour), word)
