"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.commerce.decisions import Wanted
from qunli.domains.commerce.models import Offer
from qunli.domains.commerce.operations.cancel import cancel
from qunli.domains.commerce.operations.coupon import CouponIn, end_coupon, make_coupon
from qunli.domains.commerce.operations.deliver import deliver, receive
from qunli.domains.commerce.operations.dispute import complain, settle
from qunli.domains.commerce.operations.erase_rows import erase_rows
from qunli.domains.commerce.operations.keep_offer import OfferIn, VariantIn, move_offer, write_offer
from qunli.domains.commerce.operations.pay import pay
from qunli.domains.commerce.operations.picture import add_picture, remove_picture
from qunli.domains.commerce.operations.place import place
from qunli.domains.commerce.operations.refund import BackIn, refund
from qunli.domains.commerce.ordered import (
    DisputeView,
    LineView,
    OrderView,
    RefundView,
    counts,
    in_the_way_of_erasing,
    next_steps,
    order,
    orders,
    own_orders,
    table,
    transfers_of,
)
from qunli.domains.commerce.personal_data import exported
from qunli.domains.commerce.policy import may_keep_shop, may_read_orders
from qunli.domains.commerce.showing import (
    CouponView,
    OfferView,
    VariantView,
    coupon,
    coupons,
    offer,
    offers,
    on_sale,
    picture,
)

KINDS = Offer.Kind.choices
"""What can be offered, with words for it."""
STATES = Offer.State.choices
"""Where an offer can stand, with words for it."""

__all__ = [
    "KINDS",
    "STATES",
    "BackIn",
    "CouponIn",
    "CouponView",
    "DisputeView",
    "LineView",
    "OfferIn",
    "OfferView",
    "OrderView",
    "RefundView",
    "VariantIn",
    "VariantView",
    "Wanted",
    "add_picture",
    "cancel",
    "complain",
    "counts",
    "coupon",
    "coupons",
    "deliver",
    "end_coupon",
    "erase_rows",
    "exported",
    "in_the_way_of_erasing",
    "make_coupon",
    "may_keep_shop",
    "may_read_orders",
    "move_offer",
    "next_steps",
    "offer",
    "offers",
    "on_sale",
    "order",
    "orders",
    "own_orders",
    "pay",
    "picture",
    "place",
    "receive",
    "refund",
    "remove_picture",
    "settle",
    "table",
    "transfers_of",
    "write_offer",
]
