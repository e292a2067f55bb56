"""What may be offered, what an order comes to, what may be done with it. Pure: facts in, amounts or refusals out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from qunli.core.money import shown
from qunli.core.refusals import Conflict, Invalid, Sentence
from qunli.core.words import _
from qunli.kit.money import Money, zero

TITLE, TEXT, LINE, VARIANTS = 120, 10_000, 300, 40
MOST_OF_ONE: Final = 1_000
PAY_WITHIN: Final = timedelta(hours=48)
"""What was ordered is kept for so long; then it is on sale again."""
TAKEN_AS_RECEIVED: Final = timedelta(days=14)
"""What was delivered counts as received after so long, if the buyer says nothing."""


@dataclass(frozen=True)
class CouponFacts:
    """Of a coupon and its use so far. `offer` null for all; `used_by_buyer` orders of this buyer hold it."""

    percent: int | None
    minor: int | None
    currency: str
    offer: int | None
    least: int
    most: int | None
    most_each: int
    used: int
    used_by_buyer: int
    until: datetime | None
    ended: bool


@dataclass(frozen=True)
class Wanted:
    """So many of a variant."""

    variant: int
    count: int


@dataclass(frozen=True)
class Priced:
    """A line before the discount: of which offer, what one costs, how many."""

    offer: int
    price: int
    count: int

    @property
    def amount(self) -> int:
        return self.price * self.count


def price_now(price: int, special: int | None, until: datetime | None, now: datetime) -> int:
    """The special price while it lasts."""
    return special if special is not None and until is not None and now < until else price


def wanted(asked: Sequence[Wanted]) -> list[Wanted]:
    """The same variant asked for twice is one line. Raises `Invalid`."""
    counts: dict[int, int] = {}
    for one in asked:
        counts[one.variant] = counts.get(one.variant, 0) + one.count
    if not counts:
        raise Invalid(_("Choose what you want to order."), field="count")
    if min(counts.values()) < 1 or max(counts.values()) > MOST_OF_ONE:
        raise Invalid(_("Between one and %(most)d of each can be ordered.") % {"most": MOST_OF_ONE}, field="count")
    return [Wanted(variant, count) for variant, count in sorted(counts.items())]


def within_share(count: int, before: int, most: int | None) -> None:
    """Whether a member who has `before` may have `count` more of an offer. Raises `Conflict`."""
    if most is not None and before + count > most:
        raise Conflict(
            _("At most %(most)d for each member, and you have %(before)d.") % {"most": most, "before": before},
            code="too_many_for_one",
        )


def discount(coupon: CouponFacts, lines: Sequence[Priced], currency: str, now: datetime) -> list[Money]:
    """What comes off each line: a percentage rounded down to the minor unit, or an amount, never more than the lines
    that it is for; spread over them by largest remainder. Raises `Conflict` or `Invalid` with the reason."""
    if coupon.ended or (coupon.until is not None and coupon.until <= now):
        raise Conflict(_("This coupon is no longer valid."), code="coupon_over")
    if coupon.most is not None and coupon.used >= coupon.most:
        raise Conflict(_("This coupon has been used up."), code="coupon_used_up")
    if coupon.used_by_buyer >= coupon.most_each:
        raise Conflict(_("You have used this coupon already."), code="coupon_used_before")
    fits = [one.amount if coupon.offer in (None, one.offer) else 0 for one in lines]
    base = Money(sum(fits), currency)
    if not base:
        raise Invalid(_("This coupon is for something else."), field="coupon")
    if coupon.minor is not None and coupon.currency != currency:
        raise Invalid(_("This coupon is for prices in another currency."), field="coupon")
    if base.minor < coupon.least:
        least = shown(Money(coupon.least, currency))
        raise Invalid(_("This coupon is for orders from %(least)s on.") % {"least": least}, field="coupon")
    off = base.minor * coupon.percent // 100 if coupon.percent is not None else min(coupon.minor or 0, base.minor)
    return Money(off, currency).split(fits) if off else [zero(currency)] * len(lines)


def code_of(text: str) -> str:
    """A coupon's or a seller's code as it is kept: "summer 10" is SUMMER10."""
    return "".join(text.split()).upper()[:40]


def refundable(left: Mapping[int, int], asked: Mapping[int, int], shipping_left: int, shipping: int) -> int:
    """Minor units that go back: `asked` by line, of what is `left` of each, and of the shipping. Raises `Invalid`."""
    if set(asked) - set(left):
        raise Invalid(_("This is not in the order."), field="lines")
    if any(minor < 0 or minor > left[line] for line, minor in asked.items()) or not 0 <= shipping <= shipping_left:
        raise Invalid(_("No more can be given back than was paid and is not back already."), field="amount")
    if not (total := sum(asked.values()) + shipping):
        raise Invalid(_("Say how much goes back."), field="amount")
    return total


def one_line(text: str, limit: int, *, field: str, missing: Sentence = "") -> str:
    """Trimmed to one line. Raises `Invalid` when it is too long, or empty and `missing` says so."""
    plain = " ".join(text.split())
    if not plain and missing:
        raise Invalid(missing, field=field)
    if len(plain) > limit:
        raise Invalid(_("At most %(most)d characters.") % {"most": limit}, field=field)
    return plain


def in_state(state: str, allowed: Collection[str], sentence: Sentence) -> None:
    """Raises `Conflict` with `sentence` when the state is none of those allowed."""
    if state not in allowed:
        raise Conflict(sentence, code="wrong_state")
