"""Requests about the shop."""

from __future__ import annotations

from itertools import count
from typing import Any

from qunli.domains.commerce import facade as commerce
from qunli.domains.communities.powers import BOOKS, MONEY, SEE
from qunli.domains.members import facade as members
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money
from tests.api.calls import Request
from tests.api.house import House
from tests.api.sample import Sample

OFFER: dict[str, Any] = {
    "kind": "product", "title": "Longjing", "currency": "CNY", "variants": [{"title": "Tin", "price": 8_800}],
}  # fmt: skip
COUPON = {"code": "TEA10", "percent": 10}
_codes = count(1)


def offer(house: House) -> int:
    """On sale; anew each time."""
    tin = commerce.VariantIn(None, "Tin", 8_800)
    said = commerce.OfferIn("product", "Longjing", "", "", "CNY", 0, 14, None, (tin,))
    made = commerce.write_offer(actor=house.ann, said=said)
    commerce.move_offer(actor=house.ann, offer=made, state="on_sale")
    return made


def order(house: House, *, paid: bool = True) -> int:
    """A new member's, of one tin."""
    buyer = members.member_actor(house.ann.here, members.admit(actor=house.ann, name="Buyer"))
    variant = commerce.offer(house.ann, offer(house)).variants[0].id
    wanted = [commerce.Wanted(variant, 1)]
    made = commerce.place(actor=buyer, wanted=wanted, address={"name": "Buyer", "lines": "1 Tea Street"})
    if paid:
        asked = payments.top_up(actor=buyer, amount=Money(8_800, "CNY"), title="Wallet")
        payments.confirm(actor=house.ann, intent=asked, amount=Money(8_800, "CNY"), key=f"for:{made}")
        commerce.pay(actor=buyer, order=made)
    return made


def coupon(house: House) -> int:
    """Anew each time."""
    return commerce.make_coupon(actor=house.ann, said=commerce.CouponIn(f"TEA{next(_codes)}X", percent=10))


def dispute(house: House) -> int:
    """A complaint that waits for an answer."""
    number = order(house)
    buyer = members.member_actor(house.ann.here, commerce.order(house.ann, number).buyer)
    return commerce.complain(actor=buyer, order=number, text="The tin is open")


def _line(house: House, number: int) -> int:
    return commerce.order(house.ann, number).lines[0].id


def _deliver(house: House) -> Request:
    number = order(house)
    return Request("POST", f"/tea/shop/orders/{number}/deliver", {"lines": [_line(house, number)], "how": "SF 1"})


def _refund(house: House) -> Request:
    number = order(house)
    back = [{"line": _line(house, number), "minor": 100}]
    return Request("POST", f"/tea/shop/orders/{number}/refund", {"lines": back, "why": "Late"})


def _cancel(house: House) -> Request:
    return Request("POST", f"/tea/shop/orders/{order(house, paid=False)}/cancel", {"why": "Out of tea"})


def _settle(house: House) -> Request:
    return Request("POST", f"/tea/shop/disputes/{dispute(house)}/settle", {"answer": "It is sealed inside"})


def _state(house: House) -> Request:
    return Request("POST", f"/tea/shop/offers/{offer(house)}/state", {"state": "stopped"})


def _rewrite(house: House) -> Request:
    return Request("PUT", f"/tea/shop/offers/{offer(house)}", OFFER | {"title": "Biluochun"})


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/shop/offers"): Sample(BOOKS, lambda house: Request("GET", "/tea/shop/offers")),
    ("GET", "/{slug}/shop/offers/{offer}"): Sample(
        SEE, lambda house: Request("GET", f"/tea/shop/offers/{offer(house)}")
    ),
    ("POST", "/{slug}/shop/offers"): Sample(
        MONEY,
        lambda house: Request("POST", "/tea/shop/offers", OFFER),
        lambda house: Request("POST", "/tea/shop/offers", OFFER | {"title": "Tieguanyin"}),
    ),
    ("PUT", "/{slug}/shop/offers/{offer}"): Sample(MONEY, _rewrite, _rewrite),
    ("POST", "/{slug}/shop/offers/{offer}/state"): Sample(MONEY, _state, _state),
    ("GET", "/{slug}/shop/coupons"): Sample(BOOKS, lambda house: Request("GET", "/tea/shop/coupons")),
    ("POST", "/{slug}/shop/coupons"): Sample(
        MONEY,
        lambda house: Request("POST", "/tea/shop/coupons", COUPON),
        lambda house: Request("POST", "/tea/shop/coupons", COUPON | {"code": "TEA20"}),
    ),
    ("POST", "/{slug}/shop/coupons/{coupon}/end"): Sample(
        MONEY, lambda house: Request("POST", f"/tea/shop/coupons/{coupon(house)}/end")
    ),
    ("GET", "/{slug}/shop/orders"): Sample(BOOKS, lambda house: Request("GET", "/tea/shop/orders")),
    ("GET", "/{slug}/shop/orders/{order}"): Sample(
        BOOKS, lambda house: Request("GET", f"/tea/shop/orders/{order(house)}")
    ),
    ("POST", "/{slug}/shop/orders/{order}/deliver"): Sample(MONEY, _deliver, _deliver),
    ("POST", "/{slug}/shop/orders/{order}/refund"): Sample(MONEY, _refund, _refund),
    ("POST", "/{slug}/shop/orders/{order}/cancel"): Sample(MONEY, _cancel, _cancel),
    ("POST", "/{slug}/shop/disputes/{dispute}/settle"): Sample(MONEY, _settle, _settle),
}
