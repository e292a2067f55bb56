"""The community was deleted, or a person erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.commerce import policy
from qunli.domains.commerce.models import (
    Coupon,
    CouponUse,
    Dispute,
    Line,
    Offer,
    Order,
    Picture,
    Refund,
    RefundLine,
    Variant,
)

TABLES = (RefundLine, Refund, Dispute, CouponUse, Line, Order, Coupon, Picture, Variant, Offer)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in TABLES:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0


@operation
def forget_person(*, actor: Actor, person: int) -> None:
    """Where things were sent and what was written is blanked; what was bought for how much stays, for the books and
    the law. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    Order.objects.filter(buyer_id=person).update(address={}, note="")
    Dispute.objects.filter(order__buyer_id=person).update(text="", answer="")
