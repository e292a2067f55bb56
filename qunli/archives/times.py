"""Moments as whole milliseconds since 1970-01-01 UTC, and why some are not believed."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, tzinfo

from qunli.archives.reasons import Unusable

EARLIEST = 567_993_600_000
"""1988-01-01 UTC, the year in which IRC began: no group chat is older."""

NOT_A_TIME = "the time cannot be read"
TOO_EARLY = "the time is before 1988"
TOO_LATE = "the time is in the future"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?\s*",
    re.ASCII,
)


class BadTime(Unusable):
    """A time that is not used; the text is the reason, one of the constants here."""


def checked(at: int, latest: int) -> int:
    """`at` (ms) when it lies between EARLIEST and `latest` (ms), else BadTime."""
    if at < EARLIEST:
        raise BadTime(TOO_EARLY)
    if at > latest:
        raise BadTime(TOO_LATE)
    return at


def from_seconds(value: object, latest: int) -> int:
    """Seconds since 1970, as a number or its text, to ms."""
    return _from_number(value, 1000, latest)


def from_milliseconds(value: object, latest: int) -> int:
    """Milliseconds since 1970, as a number or its text, to ms."""
    return _from_number(value, 1, latest)


def from_iso(text: object, zone: tzinfo, latest: int) -> int:
    """An ISO 8601 moment to ms; `zone` is used when the text carries none. A finer fraction than ms is cut off."""
    if not isinstance(text, str):
        raise BadTime(NOT_A_TIME)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _loosely_iso(text)
    return checked(_milliseconds(moment if moment.tzinfo else moment.replace(tzinfo=zone)), latest)


def from_parts(
    year: int,
    month: int,
    day: int,
    hour: int,
    minute: int,
    second: int = 0,
    *,
    zone: tzinfo,
    latest: int,
) -> int:
    """A wall-clock moment in `zone` to ms. A leap second is the second before it."""
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise BadTime(NOT_A_TIME) from error
    return checked(_milliseconds(moment), latest)


def _from_number(value: object, scale: int, latest: int) -> int:
    if isinstance(value, str):
        try:
            value = float(value) if "." in value else int(value[:20])
        except ValueError as error:
            raise BadTime(NOT_A_TIME) from error
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadTime(NOT_A_TIME)
    if isinstance(value, float) and not math.isfinite(value):
        raise BadTime(NOT_A_TIME)
    return checked(int(value * scale), latest)


def _milliseconds(moment: datetime) -> int:
    try:
        return (moment - _EPOCH) // _MILLISECOND
    except (ValueError, OverflowError) as error:
        raise BadTime(NOT_A_TIME) from error


def _loosely_iso(text: str) -> datetime:
    """One-digit months and hours, a comma before the fraction, blanks around the offset."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise BadTime(NOT_A_TIME)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    micro = int((match[7] or "0").ljust(6, "0")[:6])
    try:
        zone = datetime.strptime(match[8].replace(":", ""), "%z").tzinfo if match[8] else None
        return datetime(year, month, day, hour, minute, min(second, 59), micro, tzinfo=zone)
    except ValueError as error:
        raise BadTime(NOT_A_TIME) from error
