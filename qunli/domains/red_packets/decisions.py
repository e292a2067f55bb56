"""Pure: how a packet is split, what may be given, who may open it. Chance is an argument.

**Random split**, the "double mean" method (二倍均值法) by which WeChat's red packets are described, as in
https://juejin.cn/post/7509753646508621834: whoever opens a packet with `left` minor units in `n` shares gets a whole
number drawn evenly from 1 to about twice the mean, 2·left/n − 1; the last one gets what is left.

As told there, 2·left/n is rounded down, which takes from the early and gives to the last. Here the upper end is rounded
by chance: with q, r = divmod(2·left, n) it is q − 1, or q with probability r/n. So

- each place in line has the same expectation, total/shares, exactly: E[share | left, n] = left/n, therefore left/n is a
  martingale, and being early or late is worth nothing;
- the spread is not the same: with m = total/shares the variance is (m² − m)/3 for the first (where 2m is whole), about
  m²·(4/3·∏(1 + 1/(3·k²)) − 1) for later ones, over k = the shares that were left behind each one before; at most, for
  the last two of a long line, 0.65·m² (the product over all k is sinh(x)/x with x = π/√3);
- a share is never below one minor unit, and enough stays for all who come after: left − q ≥ n − 1 whenever r > 0.

**Equal split**: left/n rounded up, so that the remainder goes to the first, one minor unit each: 88.88 in ten is eight
times 8.89 and twice 8.88, as `Money.split` has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from qunli.core.money import shown
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.kit.chance import Chance
from qunli.kit.money import LARGEST, Money

RANDOM: Final = "random"
EQUAL: Final = "equal"
SPLITS: Final = (RANDOM, EQUAL)
ALL: Final = "all"
POST: Final = "post"
PEOPLE: Final = "people"
DEED: Final = "deed"
AUDIENCES: Final = (ALL, POST, PEOPLE, DEED)
SHARES: Final = 1_000
"""At most in one packet."""
HOURS: Final = (1, 24 * 7)
A_DAY: Final = 24
MESSAGE: Final = 80
NAMED: Final = 200
"""People whom one packet may name."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to give to whom. `audience`: "all" members, who holds `post`, the `people` named, or who did
    the `deed` ("poll:5"). `hours` until what is left goes back."""

    group: int
    amount: Money
    shares: int
    split: str = RANDOM
    message: str = ""
    hours: int = A_DAY
    audience: str = ALL
    post: int | None = None
    people: tuple[int, ...] = ()
    deed: str = ""


def wished(wish: Wish) -> None:
    """Raises `Invalid`, naming the field."""
    if not 1 <= wish.shares <= SHARES:
        raise Invalid(_("A packet has between 1 and 1,000 shares."), field="shares")
    if wish.amount.minor > LARGEST:
        raise Invalid(_("That is too much for one packet."), field="amount")
    if wish.amount.minor < wish.shares:
        least = Money(wish.shares, wish.amount.currency)
        raise Invalid(
            _("Each share needs something in it: %(least)s at least.") % {"least": shown(least)}, field="amount"
        )
    if wish.split not in SPLITS:
        raise Invalid(_("Choose how it is split."), field="split")
    if not HOURS[0] <= wish.hours <= HOURS[1]:
        raise Invalid(_("A packet is open between an hour and seven days."), field="hours")
    if len(wish.message) > MESSAGE or "\x00" in wish.message:
        raise Invalid(_("The message has 80 characters at most."), field="message")
    _for_somebody(wish)


def _for_somebody(wish: Wish) -> None:
    named = {ALL: True, POST: wish.post is not None, PEOPLE: bool(wish.people), DEED: bool(wish.deed)}
    if not named.get(wish.audience, False):
        raise Invalid(_("Say who may open it."), field="audience")
    if len(wish.people) > NAMED:
        raise Invalid(_("A packet can name 200 people at most."), field="people")
    if wish.audience == PEOPLE and wish.shares > len(set(wish.people)):
        raise Invalid(_("There are more shares than people named."), field="shares")


def closing(hours: int, now: datetime) -> datetime:
    """When what is left goes back."""
    return now + timedelta(hours=hours)


def next_share(split: str, left: int, shares_left: int, chance: Chance) -> int:
    """What the next one gets, in minor units. Raises ValueError for a packet that cannot be."""
    if shares_left < 1 or left < shares_left:
        raise ValueError(f"{left} cannot be split in {shares_left}")
    if split == EQUAL or shares_left == 1:
        return -(-left // shares_left)
    whole, rest = divmod(2 * left, shares_left)
    return 1 + chance(whole if chance(shares_left) < rest else whole - 1)


def deal(split: str, left: int, shares_left: int, takers: int, chance: Chance) -> list[int]:
    """What so many get, one after the other; those who come when nothing is left get nothing."""
    dealt: list[int] = []
    for taken in range(min(takers, shares_left)):
        dealt.append(next_share(split, left - sum(dealt), shares_left - taken, chance))
    return dealt


def still_open(closes_at: datetime, closed_at: datetime | None, shares_left: int, now: datetime) -> None:
    """Raises `Conflict` when nobody can open it any more."""
    if shares_left == 0:
        raise Conflict(_("All shares are taken."), code="empty")
    if closed_at is not None or closes_at <= now:
        raise Conflict(_("This red packet is over."), code="over")


def luckiest(amounts: Sequence[tuple[int, int]]) -> int | None:
    """Of people with what they got, in the order in which they came, who got most: the first of several. Null when
    nobody got more than others."""
    if len(amounts) < 2 or len({minor for _person, minor in amounts}) == 1:
        return None
    return max(amounts, key=lambda one: one[1])[0]
