"""What pages and programs read of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.core.tenancy import within
from qunli.domains.commerce import decisions, policy
from qunli.domains.commerce.models import Coupon, Line, Offer, Picture, Variant
from qunli.kit.money import Money


@dataclass(frozen=True)
class VariantView:
    """`price` is what it costs now; `before` the price while a special one lasts. `stock` null: no limit."""

    id: int
    title: str
    price: Money
    before: Money | None
    special: Money | None
    special_until: datetime | None
    stock: int | None

    @property
    def sold_out(self) -> bool:
        return self.stock == 0


@dataclass(frozen=True)
class OfferView:
    """`pictures` are ids, the first one for lists. `sold` counts what was paid and not taken back."""

    id: int
    kind: str
    kind_words: str
    state: str
    state_words: str
    title: str
    text: str
    next_step: str
    currency: str
    shipping: Money
    refund_days: int
    most_each: int | None
    variants: tuple[VariantView, ...]
    pictures: tuple[int, ...]
    sold: int
    changed_at: datetime

    @property
    def least(self) -> Money:
        """The lowest price."""
        return min(one.price for one in self.variants)

    @property
    def several_prices(self) -> bool:
        return len({one.price.minor for one in self.variants}) > 1

    @property
    def sold_out(self) -> bool:
        return all(one.sold_out for one in self.variants)

    @property
    def in_stock(self) -> int | None:
        """What can still be ordered in all; null without a limit."""
        stocks = [one.stock for one in self.variants]
        return None if None in stocks else sum(one or 0 for one in stocks)

    @property
    def is_sent(self) -> bool:
        return self.kind == Offer.Kind.PRODUCT


@dataclass(frozen=True)
class CouponView:
    """`off`: an amount, or null for `percent` of a hundred."""

    id: int
    code: str
    percent: int | None
    off: Money | None
    offer: str
    least: int
    most: int | None
    most_each: int
    used: int
    until: datetime | None
    live: bool


def on_sale(actor: Actor, *, search: str = "", limit: int = 24, offset: int = 0) -> tuple[list[OfferView], int]:
    """What members can buy, newest first, and how many there are. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    return _page(actor, Q(state=Offer.State.ON_SALE), search, limit, offset)


def offers(
    actor: Actor, *, state: str = "", search: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[OfferView], int]:
    """All of them, for those who look after the money. Raises `Forbidden`."""
    policy.may_read_orders(actor).or_refuse()
    return _page(actor, Q(state=state) if state else Q(), search, limit, offset)


def offer(actor: Actor, offer: int) -> OfferView:
    """One; members see it while it is on sale, and as long as they hold an order of it. Raises `NotFound`."""
    policy.may_see(actor).or_refuse()
    with within(actor.here):
        row = Offer.objects.filter(id=offer).first()
        if row is None or (row.state != Offer.State.ON_SALE and not policy.may_read_orders(actor)):
            raise NotFound
        return _views([row])[0]


def picture(actor: Actor, picture: int, *, small: bool) -> bytes:
    """JPEG. Raises `NotFound`."""
    policy.may_see(actor).or_refuse()
    with within(actor.here):
        row = Picture.objects.filter(id=picture).only("small" if small else "image").first()
        if row is None:
            raise NotFound
        return bytes(row.small if small else row.image)


def coupons(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[list[CouponView], int]:
    """Newest first. Raises `Forbidden`."""
    policy.may_read_orders(actor).or_refuse()
    with within(actor.here):
        rows = Coupon.objects.select_related("offer").order_by("-id")
        return [_coupon(row) for row in rows[offset : offset + limit]], rows.count()


def coupon(actor: Actor, coupon: int) -> CouponView:
    """One. Raises `Forbidden`, `NotFound`."""
    policy.may_read_orders(actor).or_refuse()
    with within(actor.here):
        row = Coupon.objects.select_related("offer").filter(id=coupon).first()
        if row is None:
            raise NotFound
        return _coupon(row)


def _page(actor: Actor, which: Q, search: str, limit: int, offset: int) -> tuple[list[OfferView], int]:
    with within(actor.here):
        found = Offer.objects.filter(which)
        if search.strip():
            found = found.filter(Q(title__icontains=search.strip()) | Q(text__icontains=search.strip()))
        return _views(list(found.order_by("-id")[offset : offset + limit])), found.count()


def _views(rows: list[Offer]) -> list[OfferView]:
    ids, now = [row.id for row in rows], timezone.now()
    variants: dict[int, list[VariantView]] = {}
    for one in Variant.objects.filter(offer_id__in=ids, offered=True).order_by("place", "id").select_related("offer"):
        variants.setdefault(one.offer_id, []).append(_variant(one, now))
    pictures: dict[int, list[int]] = {}
    for number, offer in Picture.objects.filter(offer_id__in=ids).order_by("id").values_list("id", "offer_id"):
        pictures.setdefault(offer, []).append(number)
    bought = Line.objects.filter(offer_id__in=ids, order__paid_at__isnull=False).exclude(state=Line.State.WITHDRAWN)
    sold = dict(bought.values_list("offer_id").annotate(n=Sum("count")))
    return [_view(row, variants.get(row.id, []), pictures.get(row.id, []), sold.get(row.id, 0)) for row in rows]


def _view(row: Offer, variants: list[VariantView], pictures: list[int], sold: int) -> OfferView:
    return OfferView(
        id=row.id,
        kind=row.kind,
        kind_words=str(Offer.Kind(row.kind).label),
        state=row.state,
        state_words=str(Offer.State(row.state).label),
        title=row.title,
        text=row.text,
        next_step=row.next_step,
        currency=row.currency,
        shipping=Money(row.shipping, row.currency),
        refund_days=row.refund_days,
        most_each=row.most_each,
        variants=tuple(variants),
        pictures=tuple(pictures),
        sold=sold,
        changed_at=row.changed_at,
    )


def _variant(row: Variant, now: datetime) -> VariantView:
    currency = row.offer.currency
    price = decisions.price_now(row.price, row.special, row.special_until, now)
    return VariantView(
        id=row.id,
        title=row.title,
        price=Money(price, currency),
        before=Money(row.price, currency) if price != row.price else None,
        special=None if row.special is None else Money(row.special, currency),
        special_until=row.special_until,
        stock=row.stock,
    )


def _coupon(row: Coupon) -> CouponView:
    over = row.ended_at is not None or (row.until is not None and row.until <= timezone.now())
    return CouponView(
        id=row.id,
        code=row.code,
        percent=row.percent,
        off=None if row.minor is None else Money(row.minor, row.currency),
        offer=row.offer.title if row.offer is not None else "",
        least=row.least,
        most=row.most,
        most_each=row.most_each,
        used=row.used,
        until=row.until,
        live=not over,
    )
