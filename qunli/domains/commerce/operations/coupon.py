"""A code that makes orders cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import CouponEnded, CouponMade
from qunli.domains.commerce.models import Coupon
from qunli.kit import money


@dataclass(frozen=True)
class CouponIn:
    """`percent` of a hundred, or `minor` units of `currency`, off orders of `offer` (null: of anything) from `least`
    minor units on. `most` uses in all, null for any number."""

    code: str
    percent: int | None = None
    minor: int | None = None
    currency: str = ""
    offer: int | None = None
    least: int = 0
    most: int | None = None
    most_each: int = 1
    until: datetime | None = None


@operation
def make_coupon(*, actor: Actor, said: CouponIn, key: str | None = None) -> int:
    """Returns its id. Raises `Forbidden`, `NotFound`, `Invalid`, `Conflict` for a code that there is."""
    policy.may_keep_shop(actor).or_refuse()
    code = decisions.code_of(said.code)
    _check(code, said)
    if said.offer is not None:
        queries.offer_to_change(said.offer)
    if Coupon.objects.filter(code=code).exists():
        raise Conflict(_("There is a coupon with this code already."), code="taken")
    row = Coupon.objects.create(
        community_id=actor.here,
        code=code,
        percent=said.percent,
        minor=said.minor,
        currency=said.currency if said.minor is not None else "",
        offer_id=said.offer,
        least=said.least,
        most=said.most,
        most_each=said.most_each,
        until=said.until,
    )
    tell(CouponMade(community=actor.here, coupon=row.id))
    return row.id


@operation
def end_coupon(*, actor: Actor, coupon: int) -> None:
    """It is not taken any more; orders that hold it keep it. Raises `Forbidden`, `NotFound`."""
    policy.may_keep_shop(actor).or_refuse()
    row = Coupon.objects.select_for_update().filter(id=coupon).first()
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        tell(CouponEnded(community=actor.here, coupon=row.id))


def _check(code: str, said: CouponIn) -> None:
    if not 3 <= len(code) <= 24 or not code.isalnum():
        raise Invalid(_("A code is 3 to 24 letters and digits."), field="code")
    if (said.percent is None) == (said.minor is None):
        raise Invalid(_("A coupon takes off a percentage or an amount."), field="amount")
    if said.percent is not None and not 1 <= said.percent <= 100:
        raise Invalid(_("Between 1 and 100 percent."), field="amount")
    if said.minor is not None and (said.minor < 1 or said.currency not in money.CURRENCIES):
        raise Invalid(_("Write an amount like 12 or 12.50."), field="amount")
    if said.least < 0 or said.most_each < 1 or (said.most is not None and said.most < 1):
        raise Invalid(_("At least one use."), field="most")
    if said.until is not None and said.until <= timezone.now():
        raise Invalid(_("The end has to lie ahead."), field="until")
