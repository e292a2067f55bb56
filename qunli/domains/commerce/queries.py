"""Reads that operations decide on; rows to change come locked."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.commerce import decisions
from qunli.domains.commerce.models import Coupon, CouponUse, Line, Offer, Order

A_ROUND = 500


def about(order: int) -> str:
    """How other rooms and the ledger call an order."""
    return f"order:{order}"


def offer_to_change(offer: int) -> Offer:
    """Locked. Raises `NotFound`."""
    row = Offer.objects.select_for_update().filter(id=offer).first()
    if row is None:
        raise NotFound
    return row


def order_to_change(order: int) -> Order:
    """Locked. Raises `NotFound`."""
    row = order_or_none(order)
    if row is None:
        raise NotFound
    return row


def order_or_none(order: int) -> Order | None:
    """Locked, or null where there is none."""
    return Order.objects.select_for_update().filter(id=order).first()


def coupon_to_use(code: str) -> Coupon:
    """Locked, so that the last use is given once. Raises `Invalid`."""
    row = Coupon.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise Invalid(_("There is no such coupon."), field="coupon")
    return row


def coupon_facts(row: Coupon, buyer: int) -> decisions.CouponFacts:
    """What is decided on."""
    return decisions.CouponFacts(
        percent=row.percent,
        minor=row.minor,
        currency=row.currency,
        offer=row.offer_id,
        least=row.least,
        most=row.most,
        most_each=row.most_each,
        used=row.used,
        used_by_buyer=CouponUse.objects.filter(coupon=row, person_id=buyer).count(),
        until=row.until,
        ended=row.ended_at is not None,
    )


def title_of(row: Order) -> str:
    """What was ordered, in a line."""
    titles = list(row.lines.order_by("id").values_list("title", flat=True)[:3])
    return ", ".join(titles)[:200]


def unpaid_due() -> list[int]:
    """Orders that were not paid in time."""
    due = Order.objects.filter(state=Order.State.PLACED, expires_at__lte=timezone.now())
    return list(due.order_by("expires_at").values_list("id", flat=True)[:A_ROUND])


def given_due() -> list[int]:
    """Paid orders in which something was delivered so long ago that it counts as received."""
    since = timezone.now() - decisions.TAKEN_AS_RECEIVED
    lines = Line.objects.filter(state=Line.State.GIVEN, given_at__lte=since, order__state=Order.State.PAID)
    return sorted(set(lines.order_by("given_at").values_list("order_id", flat=True)[:A_ROUND]))


def closing_due() -> list[int]:
    """Orders that cannot be given back any more."""
    due = Order.objects.filter(state=Order.State.PAID, refundable_until__lte=timezone.now())
    return list(due.order_by("refundable_until").values_list("id", flat=True)[:A_ROUND])
