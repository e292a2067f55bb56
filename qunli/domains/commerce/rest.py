"""The API's addresses of the shop."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Query, Router, Status

from qunli.core.refusals import Invalid
from qunli.core.rest import PROBLEMS, ApiRequest, Key, Limit, Offset, PathId, Search, Slug
from qunli.core.words import _
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce import rest_shapes as shapes
from qunli.domains.communities import facade as communities

router = Router(tags=["shop"])
HERE = "/communities/{slug}/shop"
OFFER, ORDER, COUPON = HERE + "/offers/{offer}", HERE + "/orders/{order}", HERE + "/coupons/{coupon}"
State = Annotated[Literal["", "draft", "on_sale", "stopped", "ended"], Query(description="Only those.")]
Which = Annotated[
    Literal["", "unpaid", "deliver", "disputed", "paid", "closed"], Query(description="Only those that wait for this.")
]


@router.get(HERE + "/offers", response={200: shapes.OfferPage, **PROBLEMS}, summary="Offers")
def offers(
    request: ApiRequest, slug: Slug, state: State = "", q: Search = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Newest first."""
    actor = communities.actor_at(request.auth, slug)
    found, total = commerce.offers(actor, state=state, search=q, limit=limit, offset=offset)
    return {"items": found, "total": total}


@router.get(OFFER, response={200: shapes.OfferOut, **PROBLEMS}, summary="One offer")
def one_offer(request: ApiRequest, slug: Slug, offer: PathId) -> Any:
    """With its variants."""
    return commerce.offer(communities.actor_at(request.auth, slug), offer)


@router.post(HERE + "/offers", response={201: shapes.OfferOut, **PROBLEMS}, summary="Write an offer")
def write(request: ApiRequest, slug: Slug, body: shapes.OfferIn, key: Key = None) -> Any:
    """A draft; nobody sees it before it is put on sale."""
    actor = communities.actor_at(request.auth, slug)
    made = commerce.write_offer(actor=actor, said=_offer(body), key=key)
    return Status(201, commerce.offer(actor, made))


@router.put(OFFER, response={200: shapes.OfferOut, **PROBLEMS}, summary="Describe an offer anew")
def rewrite(request: ApiRequest, slug: Slug, offer: PathId, body: shapes.OfferIn, key: Key = None) -> Any:
    """Variants that are not named are taken off; orders keep what they were placed for."""
    actor = communities.actor_at(request.auth, slug)
    commerce.write_offer(actor=actor, said=_offer(body), offer=offer, key=key)
    return commerce.offer(actor, offer)


@router.post(OFFER + "/state", response={200: shapes.OfferOut, **PROBLEMS}, summary="Put on sale, stop, end")
def move(request: ApiRequest, slug: Slug, offer: PathId, body: shapes.StateIn, key: Key = None) -> Any:
    """Orders that there are stay as they are."""
    actor = communities.actor_at(request.auth, slug)
    commerce.move_offer(actor=actor, offer=offer, state=body.state, key=key)
    return commerce.offer(actor, offer)


@router.get(HERE + "/coupons", response={200: shapes.CouponPage, **PROBLEMS}, summary="Coupons")
def coupons(request: ApiRequest, slug: Slug, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Newest first."""
    found, total = commerce.coupons(communities.actor_at(request.auth, slug), limit=limit, offset=offset)
    return {"items": found, "total": total}


@router.post(HERE + "/coupons", response={201: shapes.CouponOut, **PROBLEMS}, summary="Make a coupon")
def coupon(request: ApiRequest, slug: Slug, body: shapes.CouponIn, key: Key = None) -> Any:
    """It is taken at once."""
    actor = communities.actor_at(request.auth, slug)
    if body.until is not None and body.until.tzinfo is None:
        raise Invalid(_("A moment is written with its time zone."), field="until")
    made = commerce.make_coupon(actor=actor, said=commerce.CouponIn(**body.dict()), key=key)
    return Status(201, commerce.coupon(actor, made))


@router.post(COUPON + "/end", response={204: None, **PROBLEMS}, summary="End a coupon")
def end(request: ApiRequest, slug: Slug, coupon: PathId) -> Any:
    """Orders that hold it keep it."""
    commerce.end_coupon(actor=communities.actor_at(request.auth, slug), coupon=coupon)
    return Status(204, None)


@router.get(HERE + "/orders", response={200: shapes.OrderPage, **PROBLEMS}, summary="Orders")
def orders(
    request: ApiRequest, slug: Slug, which: Which = "", q: Search = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Newest first."""
    actor = communities.actor_at(request.auth, slug)
    found, total = commerce.orders(actor, which=which, search=q, limit=limit, offset=offset)
    return {"items": found, "total": total}


@router.get(ORDER, response={200: shapes.OrderOut, **PROBLEMS}, summary="One order")
def one_order(request: ApiRequest, slug: Slug, order: PathId) -> Any:
    """With what was ordered, what went back, and complaints."""
    return commerce.order(communities.actor_at(request.auth, slug), order)


@router.post(ORDER + "/deliver", response={200: shapes.OrderOut, **PROBLEMS}, summary="Deliver")
def deliver(request: ApiRequest, slug: Slug, order: PathId, body: shapes.DeliverIn, key: Key = None) -> Any:
    """Say that lines were sent or done."""
    actor = communities.actor_at(request.auth, slug)
    commerce.deliver(actor=actor, order=order, lines=body.lines, how=body.how, key=key)
    return commerce.order(actor, order)


@router.post(ORDER + "/refund", response={200: shapes.OrderOut, **PROBLEMS}, summary="Give money back")
def refund(request: ApiRequest, slug: Slug, order: PathId, body: shapes.RefundIn, key: Key = None) -> Any:
    """In whole or in part."""
    actor = communities.actor_at(request.auth, slug)
    lines = [commerce.BackIn(one.line, one.minor, one.withdrawn) for one in body.lines]
    commerce.refund(actor=actor, order=order, lines=lines, shipping=body.shipping, why=body.why, key=key)
    return commerce.order(actor, order)


@router.post(ORDER + "/cancel", response={200: shapes.OrderOut, **PROBLEMS}, summary="Cancel an unpaid order")
def cancel(request: ApiRequest, slug: Slug, order: PathId, body: shapes.WhyIn, key: Key = None) -> Any:
    """What was kept for it is on sale again."""
    actor = communities.actor_at(request.auth, slug)
    commerce.cancel(actor=actor, order=order, why=body.why, key=key)
    return commerce.order(actor, order)


@router.post(HERE + "/disputes/{dispute}/settle", response={204: None, **PROBLEMS}, summary="Answer a complaint")
def settle(request: ApiRequest, slug: Slug, dispute: PathId, body: shapes.AnswerIn, key: Key = None) -> Any:
    """The buyer reads the answer; money that was held moves on."""
    commerce.settle(actor=communities.actor_at(request.auth, slug), dispute=dispute, answer=body.answer, key=key)
    return Status(204, None)


def _offer(body: shapes.OfferIn) -> commerce.OfferIn:
    if any(one.special_until is not None and one.special_until.tzinfo is None for one in body.variants):
        raise Invalid(_("A moment is written with its time zone."), field="special_until")
    said = body.dict()
    said["variants"] = tuple(commerce.VariantIn(**one) for one in said["variants"])
    return commerce.OfferIn(**said)
