"""A member orders; what is in stock is kept for them until they have paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import F, Sum
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.decisions import Priced, Wanted
from qunli.domains.commerce.events import OrderPlaced
from qunli.domains.commerce.models import Coupon, CouponUse, Line, Offer, Order, Variant
from qunli.domains.commerce.operations.pay import settle_free
from qunli.domains.members import facade as members

ADDRESS = {"name": 80, "phone": 40, "lines": 400}
"""What an address is made of, and how long each part may be."""


@operation
def place(
    *,
    actor: Actor,
    wanted: Sequence[Wanted],
    coupon: str = "",
    code: str = "",
    address: Mapping[str, str] | None = None,
    note: str = "",
    key: str | None = None,
) -> int:
    """Returns the order, which waits for payment; one that costs nothing is paid at once. `code` is that of whoever
    brought the buyer. Raises `Forbidden`, `NotFound`, `Invalid`, `Conflict` when it is sold out."""
    policy.may_buy(actor).or_refuse()
    buyer = members.as_member(actor)
    found = _found(decisions.wanted(wanted))
    _within_shares(buyer.person, found)
    row = _priced(buyer, found)
    taken = queries.coupon_to_use(decisions.code_of(coupon)) if coupon.strip() else None
    off = _discount(taken, row, found)
    row.code = decisions.code_of(code)
    row.note = decisions.one_line(note, 500, field="note")
    row.address = _address(address or {}) if _is_sent(found) else {}
    row.coupon = taken
    row.save()
    _write(row, found, off)
    _reserve(found)
    if taken is not None:
        CouponUse.objects.create(community_id=actor.here, coupon=taken, order=row, person_id=buyer.person)
        Coupon.objects.filter(id=taken.id).update(used=F("used") + 1)
    tell(OrderPlaced(community=actor.here, order=row.id, buyer=buyer.person, minor=row.total, currency=row.currency))
    settle_free(row)
    return row.id


Found = list[tuple[Wanted, Variant]]


def _found(asked: Sequence[Wanted]) -> Found:
    rows = Variant.objects.select_related("offer").select_for_update(of=("self",)).order_by("id")
    known = {row.id: row for row in rows.filter(id__in=[one.variant for one in asked])}
    if len(known) < len(asked):
        raise NotFound
    if any(not row.offered or row.offer.state != Offer.State.ON_SALE for row in known.values()):
        raise Conflict(_("This is not on sale now."), code="not_on_sale")
    if len({row.offer.currency for row in known.values()}) > 1:
        raise Invalid(_("Order things in different currencies one after the other."), field="currency")
    for one in asked:
        stock = known[one.variant].stock
        if stock is not None and stock < one.count:
            raise Conflict(
                _("Sold out.") if not stock else _("Only %(left)d are left.") % {"left": stock}, code="sold_out"
            )
    return [(one, known[one.variant]) for one in asked]


def _within_shares(buyer: int, found: Found) -> None:
    limited = {variant.offer_id: variant.offer.most_each for _one, variant in found if variant.offer.most_each}
    gone = (Order.State.CANCELLED, Order.State.REFUNDED)
    for offer, most in limited.items():
        count = sum(one.count for one, variant in found if variant.offer_id == offer)
        held = Line.objects.filter(offer_id=offer, order__buyer_id=buyer).exclude(order__state__in=gone)
        decisions.within_share(count, held.aggregate(n=Sum("count"))["n"] or 0, most)


def _priced(buyer: Actor, found: Found) -> Order:
    now, offer = timezone.now(), found[0][1].offer
    goods = sum(_price(variant) * one.count for one, variant in found)
    sent = {variant.offer_id: variant.offer.shipping for _one, variant in found if _goes_by_post(variant)}
    return Order(
        community_id=buyer.here,
        buyer_id=buyer.person,
        currency=offer.currency,
        goods=goods,
        shipping=max(sent.values(), default=0),
        total=goods + max(sent.values(), default=0),
        expires_at=now + decisions.PAY_WITHIN,
    )


def _discount(taken: Coupon | None, row: Order, found: Found) -> list[int]:
    if taken is None:
        return [0] * len(found)
    lines = [Priced(variant.offer_id, _price(variant), one.count) for one, variant in found]
    facts = queries.coupon_facts(taken, row.buyer_id)
    off = [one.minor for one in decisions.discount(facts, lines, row.currency, timezone.now())]
    row.discount = sum(off)
    row.total = row.goods - row.discount + row.shipping
    return off


def _write(row: Order, found: Found, off: Sequence[int]) -> None:
    Line.objects.bulk_create(
        Line(
            community_id=row.community_id,
            order=row,
            offer_id=variant.offer_id,
            variant=variant,
            title=f"{variant.offer.title} · {variant.title}" if variant.title else variant.offer.title,
            kind=variant.offer.kind,
            count=one.count,
            price=_price(variant),
            amount=_price(variant) * one.count - less,
        )
        for (one, variant), less in zip(found, off, strict=True)
    )


def _reserve(found: Found) -> None:
    for one, variant in found:
        if variant.stock is not None:
            Variant.objects.filter(id=variant.id).update(stock=F("stock") - one.count)


def _price(variant: Variant) -> int:
    return decisions.price_now(variant.price, variant.special, variant.special_until, timezone.now())


def _goes_by_post(variant: Variant) -> bool:
    return variant.offer.kind == Offer.Kind.PRODUCT


def _is_sent(found: Found) -> bool:
    return any(_goes_by_post(variant) for _one, variant in found)


def _address(said: Mapping[str, str]) -> dict[str, str]:
    parts = {name: said.get(name, "").strip() for name in ADDRESS}
    if not parts["name"] or not parts["lines"]:
        raise Invalid(_("Where should it be sent? Give a name and an address."), field="address")
    if any(len(text) > ADDRESS[name] for name, text in parts.items()):
        raise Invalid(_("This is too long for an address."), field="address")
    return parts
