"""Money: whole minor units with a currency. Points are a currency like any other.

Minor units are ISO 4217's: 1 CNY is 100, 1 JPY is 1, 1 KWD is 1,000. Nothing here ever rounds silently: what does not
part evenly names where the remainder goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from babel.numbers import get_currency_precision, list_currencies

POINTS: Final = "POINTS"
"""A community's own points, which are whole and no money."""
CURRENCIES: Final = frozenset(list_currencies()) | {POINTS}
"""ISO 4217 as CLDR lists it, and points."""
LARGEST: Final = 10**15
"""The largest amount of minor units that is taken from outside: far from what a column holds, so that sums of many
fit."""


@dataclass(frozen=True)
class Money:
    """`minor` units of `currency`; below zero only as a difference or a debt. Raises ValueError for a currency that
    does not exist."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise ValueError(f"no such currency: {self.currency}")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._alike(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._alike(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._alike(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._alike(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def major(self) -> Decimal:
        """In whole units: Decimal("88.88")."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def part(self, share: Fraction) -> Money:
        """That share of it, rounded down to the minor unit: the remainder stays with whoever gives. 7.5 % of 0.99 is
        0.07."""
        return Money(self.minor * share.numerator // share.denominator, self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Parts in proportion to `weights`, which sum to the whole exactly. Each gets its share rounded down; what is
        left goes one minor unit each to those with the largest fractions, earlier ones first (largest remainder,
        Hamilton). 88.88 in ten equal parts is eight times 8.89 and twice 8.88. Raises ValueError without weight."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("parts need weights that are not negative and not all zero")
        parts = [self.minor * weight // total for weight in weights]
        by_fraction = sorted(range(len(weights)), key=lambda place: -(self.minor * weights[place] % total))
        for place in by_fraction[: self.minor - sum(parts)]:
            parts[place] += 1
        return [Money(part, self.currency) for part in parts]

    def _alike(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be reckoned together")
        return other.minor


def digits(currency: str) -> int:
    """How many decimals the currency has."""
    return 0 if currency == POINTS else get_currency_precision(currency)


def zero(currency: str) -> Money:
    """Nothing, in a currency."""
    return Money(0, currency)


def read(text: str, currency: str) -> Money:
    """What a person writes: "12", "12.50", "1,234.50", "１２．５". Raises ValueError for anything else, for more
    decimals than the currency has, and beyond `LARGEST`."""
    plain = text.strip().translate(_WIDE)
    head, dot, tail = plain.partition(".")
    groups = head.split(",")
    if len(groups) > 1 and any(len(one) != 3 for one in groups[1:]):
        raise ValueError("commas part thousands")
    whole = "".join(groups)
    if not (whole.isascii() and whole.isdecimal()) or (dot and not (tail.isascii() and tail.isdecimal())):
        raise ValueError("an amount is written in digits")
    if len(tail) > digits(currency):
        raise ValueError("more decimals than the currency has")
    if len(whole) > len(str(LARGEST)):
        raise ValueError("too large")
    try:
        minor = int(Decimal(f"{whole}.{tail or 0}").scaleb(digits(currency)))
    except InvalidOperation:
        raise ValueError("an amount is written in digits") from None
    if minor > LARGEST:
        raise ValueError("too large")
    return Money(minor, currency)


_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
