"""An offer is written, put on sale, stopped, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import OfferMoved, OfferWritten
from qunli.domains.commerce.models import Line, Offer, Variant
from qunli.kit import money

MOST_PRICE = 10**12
MOVES = {
    Offer.State.DRAFT: {Offer.State.ON_SALE, Offer.State.ENDED},
    Offer.State.ON_SALE: {Offer.State.STOPPED, Offer.State.ENDED},
    Offer.State.STOPPED: {Offer.State.ON_SALE, Offer.State.ENDED},
    Offer.State.ENDED: {Offer.State.DRAFT},
}
"""What may follow on what."""


@dataclass(frozen=True)
class VariantIn:
    """One way in which an offer comes; prices in minor units. `id` null for a new one."""

    id: int | None
    title: str
    price: int
    special: int | None = None
    special_until: datetime | None = None
    stock: int | None = None


@dataclass(frozen=True)
class OfferIn:
    """What an offer says. `next_step` is what happens after payment, in the operator's words."""

    kind: str
    title: str
    text: str
    next_step: str
    currency: str
    shipping: int
    refund_days: int
    most_each: int | None
    variants: tuple[VariantIn, ...]


@operation
def write_offer(*, actor: Actor, said: OfferIn, offer: int | None = None, key: str | None = None) -> int:
    """A draft, or an offer described anew; returns its id. Variants that are not named any more are taken off; orders
    keep what they were placed for. Raises `Forbidden`, `NotFound`, `Invalid`, `Conflict`."""
    policy.may_keep_shop(actor).or_refuse()
    _check(said)
    row = Offer(community_id=actor.here) if offer is None else queries.offer_to_change(offer)
    if row.pk and (row.currency, row.kind) != (said.currency, said.kind) and Line.objects.filter(offer=row).exists():
        raise Conflict(_("Somebody ordered it already: its currency and kind stay. Make a new offer instead."))
    row.kind, row.currency = said.kind, said.currency
    row.title = decisions.one_line(said.title, decisions.TITLE, field="title", missing=_("What do you offer?"))
    row.text, row.shipping = said.text.strip(), said.shipping if said.kind == Offer.Kind.PRODUCT else 0
    row.next_step = decisions.one_line(said.next_step, decisions.LINE, field="next_step")
    row.refund_days, row.most_each, row.changed_at = said.refund_days, said.most_each, timezone.now()
    row.save()
    _write_variants(row, said.variants)
    tell(OfferWritten(community=actor.here, offer=row.id))
    return row.id


@operation
def move_offer(*, actor: Actor, offer: int, state: str, key: str | None = None) -> None:
    """Put it on sale, stop the sale, end it, or take an ended one up again as a draft. Raises `Forbidden`, `NotFound`,
    `Conflict`, `Invalid`."""
    policy.may_keep_shop(actor).or_refuse()
    row = queries.offer_to_change(offer)
    if row.state == state:
        return
    if state not in MOVES[Offer.State(row.state)]:
        raise Conflict(_("This offer cannot go there from where it is."), code="wrong_state")
    row.state, row.changed_at = state, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    tell(OfferMoved(community=actor.here, offer=row.id, state=state))


def _check(said: OfferIn) -> None:
    if said.kind not in Offer.Kind.values:
        raise Invalid(_("Choose what kind of offer it is."), field="kind")
    if said.currency not in money.CURRENCIES:
        raise Invalid(_("There is no such currency."), field="currency")
    if len(said.text) > decisions.TEXT:
        raise Invalid(_("At most %(most)d characters.") % {"most": decisions.TEXT}, field="text")
    if not 0 <= said.refund_days <= 365:
        raise Invalid(_("Between no day and a year."), field="refund_days")
    if said.most_each is not None and not 1 <= said.most_each <= decisions.MOST_OF_ONE:
        raise Invalid(_("At least one for each member."), field="most_each")
    if not 1 <= len(said.variants) <= decisions.VARIANTS:
        raise Invalid(_("Between one and %(most)d variants.") % {"most": decisions.VARIANTS}, field="variants")
    _check_prices(said)


def _check_prices(said: OfferIn) -> None:
    amounts = [said.shipping, *(one.price for one in said.variants)]
    if min(amounts) < 0 or max(amounts) > MOST_PRICE:
        raise Invalid(_("A price is not below zero, and not that high."), field="price")
    for one in said.variants:
        if one.special is not None and (not 0 <= one.special < one.price or one.special_until is None):
            raise Invalid(_("A special price is lower than the price, and has an end."), field="special")
        if one.stock is not None and not 0 <= one.stock <= 10**9:
            raise Invalid(_("What is in stock is counted from zero on."), field="stock")
    titles = [" ".join(one.title.split()) for one in said.variants]
    if len(set(titles)) < len(titles) or (len(titles) > 1 and "" in titles):
        raise Invalid(_("Give each variant a name of its own."), field="variants")


def _write_variants(row: Offer, said: Sequence[VariantIn]) -> None:
    # Locked one after the other by id, as placing an order does.
    known = {one.id: one for one in Variant.objects.select_for_update().filter(offer=row).order_by("id")}
    if {one.id for one in said if one.id} - known.keys():
        raise Invalid(_("This variant is not one of this offer."), field="variants")
    for place, one in enumerate(said):
        variant = known.pop(one.id) if one.id else Variant(community_id=row.community_id, offer=row)
        variant.title = decisions.one_line(one.title, 80, field="variants")
        variant.price, variant.special, variant.special_until = one.price, one.special, one.special_until
        if one.special is None:
            variant.special_until = None
        variant.stock, variant.place, variant.offered = one.stock, place, True
        variant.save()
    for gone in known.values():
        gone.offered = False
        gone.save(update_fields=["offered"])
