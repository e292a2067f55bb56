"""Tables of what is offered and what was ordered."""

from qunli.domains.commerce.models.catalogue import Coupon, Offer, Picture, Variant
from qunli.domains.commerce.models.orders import CouponUse, Dispute, Line, Order, Refund, RefundLine

__all__ = [
    "Coupon",
    "CouponUse",
    "Dispute",
    "Line",
    "Offer",
    "Order",
    "Picture",
    "Refund",
    "RefundLine",
    "Variant",
]
