"""What may be paid, what may be withdrawn. Pure: facts in, amounts or refusals out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qunli.core.money import shown
from qunli.core.refusals import Conflict, Invalid, TooMany
from qunli.core.words import _
from qunli.kit import money
from qunli.kit.money import Money

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Those that nobody mistakes for one another."""
MOST: Final = 10**12
"""Minor units that one payment or withdrawal can be of: a check against slips of the finger."""


def amount(minor: int, currency: str, *, field: str = "amount") -> Money:
    """What a person asks for or confirms. Raises `Invalid`."""
    if currency not in money.CURRENCIES or currency == money.POINTS:
        raise Invalid(_("Choose a currency in which money is paid."), field="currency")
    if not 1 <= minor <= MOST:
        raise Invalid(_("Write an amount like 12 or 12.50."), field=field)
    return Money(minor, currency)


def withdrawable(asked: Money, least: int, most_a_day: int | None, today: int, open_for_all: bool) -> None:
    """Whether a member may withdraw that much, who withdrew `today` minor units in the last day. Raises `Invalid`,
    `TooMany`, `Conflict`."""
    if not open_for_all:
        raise Conflict(_("Withdrawals are closed at the moment."), code="closed")
    if asked.minor < least:
        floor = shown(Money(least, asked.currency))
        raise Invalid(_("At least %(least)s can be withdrawn.") % {"least": floor}, field="amount")
    if most_a_day is not None and today + asked.minor > most_a_day:
        ceiling = shown(Money(most_a_day, asked.currency))
        raise TooMany(_("At most %(most)s a day can be withdrawn.") % {"most": ceiling}, field="amount")


def parted(wanted: int, lefts: Sequence[int]) -> list[int]:
    """How much goes back of each arrival, `lefts` being what is left of them: the latest first, never more than came
    by it. What did not come by a rail stays."""
    parts = []
    for left in lefts:
        part = min(wanted, left)
        parts.append(part)
        wanted -= part
    return parts
