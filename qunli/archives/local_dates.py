"""Dates in the order of somebody's phone. Which number is the day is decided from all of a file's dates together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy", "ymd"]
Numbers = tuple[str, str, str]

_DIGITS = re.compile(r"\d+")
_BUDDHIST = range(2500, 2700)
_BUDDHIST_AHEAD = 543
_CLEARLY = 3


class Decision(NamedTuple):
    """The order of a file's dates. `assumed_at` is the first date that another order would read differently, when
    nothing in the file tells which is right; None when the file tells, or when it makes no difference."""

    order: Order
    assumed_at: str | None = None


class _Reading(NamedTuple):
    """How a file looks when its dates are read in one order."""

    impossible: int
    backwards: int
    span: int
    order: Order


def numbers(text: str) -> Numbers | None:
    """The three numbers of a date as they are written, in any script's digits."""
    found = _DIGITS.findall(text)
    return (found[0], found[1], found[2]) if len(found) == 3 else None


def read_date(parts: Numbers, order: Order) -> tuple[int, int, int]:
    """Year, month and day, which need not exist in the calendar. Years of two digits lie in this century; Thai years
    are turned into common ones."""
    first, second, third = parts
    year, month, day = {
        "dmy": (third, second, first),
        "mdy": (third, first, second),
        "ymd": (first, second, third),
    }[order]
    return _year(year), int(month), int(day)


def decide_order(dates: Iterable[str], *, since: int, latest: int) -> Decision:
    """The order in which most dates exist between the year `since` and `latest` (ms), then the one in which fewest go
    backwards, then the one in which the chat is clearly shortest: a chat rarely stays on one day of every month. Short
    years come first only where that shows; day and month may be left to an assumption.
    """
    distinct = _in_a_row(dates)
    candidates = _candidates(distinct)
    if len(candidates) == 1 or not distinct:
        return Decision(candidates[0])
    until = datetime.fromtimestamp(latest / 1000, UTC).date()
    readings = [_reading(distinct, order, since, until) for order in candidates]
    best = min(readings, key=lambda reading: (reading.impossible, reading.backwards))
    equal = [reading for reading in readings if reading[:2] == best[:2]]
    if len(equal) == 1:
        return Decision(best.order)
    shortest, longer = sorted(equal, key=lambda reading: reading.span)[:2]
    if shortest.span * _CLEARLY < longer.span:
        return Decision(shortest.order)
    usual: list[Order] = [reading.order for reading in equal if reading.order != "ymd"]
    return _assume(distinct, usual) if usual else Decision(best.order)


def looks_american(dates: Sequence[Numbers]) -> bool:
    """Years of two digits and months without a leading zero, as United States phones write them and few others do."""
    return all(len(third) == 2 and not first.startswith("0") for first, _, third in dates)


def _assume(distinct: list[tuple[str, Numbers]], orders: list[Order]) -> Decision:
    """Day first, as most of the world writes, unless the dates look American."""
    wanted: Order = "mdy" if looks_american([parts for _, parts in distinct]) else "dmy"
    order = wanted if wanted in orders else orders[0]
    for text, parts in distinct:
        if len({read_date(parts, other) for other in orders}) > 1:
            return Decision(order, text)
    return Decision(order)


def _in_a_row(dates: Iterable[str]) -> list[tuple[str, Numbers]]:
    found: list[tuple[str, Numbers]] = []
    last = None
    for text in dates:
        if text != last and (parts := numbers(text)) is not None:
            found.append((text, parts))
        last = text
    return found


def _candidates(dates: list[tuple[str, Numbers]]) -> list[Order]:
    if dates and all(len(parts[0]) > 2 for _, parts in dates):
        return ["ymd"]
    if any(len(parts[2]) > 2 for _, parts in dates):
        return ["dmy", "mdy"]
    return ["dmy", "mdy", "ymd"]


def _reading(dates: list[tuple[str, Numbers]], order: Order, since: int, until: date) -> _Reading:
    days: list[int] = []
    impossible = 0
    for _, parts in dates:
        try:
            day = date(*read_date(parts, order))
        except (ValueError, OverflowError):
            impossible += 1
            continue
        if since <= day.year and day <= until:
            days.append(day.toordinal())
        else:
            impossible += 1
    backwards = sum(1 for before, after in pairwise(days) if after < before)
    return _Reading(impossible, backwards, max(days) - min(days) if days else 0, order)


def _year(text: str) -> int:
    year = int(text)
    if len(text) <= 2:
        return 2000 + year
    return year - _BUDDHIST_AHEAD if year in _BUDDHIST else year
