"""What pages and programs read of orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound, Sentence
from qunli.core.tenancy import within
from qunli.core.words import _
from qunli.domains.commerce import policy, queries
from qunli.domains.commerce.models import Dispute, Line, Offer, Order, Refund
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.kit.money import Money


@dataclass(frozen=True)
class LineView:
    """So many of a variant. `left` is what was paid and is not back."""

    id: int
    offer: int
    title: str
    kind: str
    count: int
    price: Money
    amount: Money
    left: Money
    state: str
    state_words: str
    how: str
    given_at: datetime | None
    received_at: datetime | None


@dataclass(frozen=True)
class RefundView:
    """What went back, when and why."""

    id: int
    amount: Money
    why: str
    at: datetime


@dataclass(frozen=True)
class DisputeView:
    """What a buyer said is wrong, and the answer."""

    id: int
    text: str
    opened_at: datetime
    answer: str
    settled_at: datetime | None


@dataclass(frozen=True)
class OrderView:
    """One order; `lines`, `refunds` and `disputes` are empty in lists."""

    id: int
    buyer: int
    name: str
    title: str
    state: str
    state_words: str
    goods: Money
    discount: Money
    shipping: Money
    total: Money
    refunded: Money
    coupon: str
    code: str
    address: dict[str, str]
    note: str
    why: str
    placed_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    ended_at: datetime | None
    refundable_until: datetime | None
    disputed: bool
    to_deliver: int
    lines: tuple[LineView, ...] = ()
    refunds: tuple[RefundView, ...] = ()
    disputes: tuple[DisputeView, ...] = ()
    shipping_left: Money | None = None

    @property
    def next_to_receive(self) -> tuple[LineView, ...]:
        """What was delivered and the buyer has not said to have."""
        return tuple(one for one in self.lines if one.state == Line.State.GIVEN)

    @property
    def waiting(self) -> tuple[LineView, ...]:
        """What was not delivered yet."""
        return tuple(one for one in self.lines if one.state == Line.State.WAITING)


SHOWN = {
    "unpaid": Q(state=Order.State.PLACED),
    "deliver": Q(state=Order.State.PAID, waiting__gt=0),
    "disputed": Q(open_disputes__gt=0),
    "paid": Q(state=Order.State.PAID),
    "closed": Q(state__in=(Order.State.CLOSED, Order.State.CANCELLED, Order.State.REFUNDED)),
}
"""What a list can be narrowed to."""


def own_orders(actor: Actor, *, limit: int = 20, offset: int = 0) -> tuple[list[OrderView], int]:
    """A member's, newest first, and how many."""
    with within(actor.here):
        rows = _counted().filter(buyer_id=actor.person)
        return _listed(list(rows.order_by("-id")[offset : offset + limit])), rows.count()


def orders(
    actor: Actor, *, which: str = "", search: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[OrderView], int]:
    """Everybody's, newest first; `search` is a number, or part of a name or of what was ordered. Raises `Forbidden`."""
    policy.may_read_orders(actor).or_refuse()
    with within(actor.here):
        rows = _searched(search).filter(SHOWN.get(which, Q()))
        return _listed(list(rows.order_by("-id")[offset : offset + limit])), rows.count()


def order(actor: Actor, order: int) -> OrderView:
    """One, whole. Raises `NotFound`, for members also when it is somebody else's; `Forbidden`."""
    if actor.kind != "member":
        policy.may_read_orders(actor).or_refuse()
    with within(actor.here):
        row = _counted().filter(id=order).first()
        if row is None or not policy.may_see_order(actor, row.buyer_id):
            raise NotFound
        return _whole(row)


def next_steps(actor: Actor, order: int) -> list[str]:
    """What the offers of an order say will happen after the payment."""
    with within(actor.here):
        said = Offer.objects.filter(id__in=Line.objects.filter(order_id=order).values("offer_id"))
        return [one for one in said.order_by("id").values_list("next_step", flat=True) if one]


def in_the_way_of_erasing(person: int) -> Sentence | None:
    """What has to be done before a buyer of the community entered can be erased; null for nothing."""
    if Order.objects.filter(buyer_id=person, state=Order.State.PAID, refundable_until=None).exists():
        return _("Something that was paid is still to be delivered to this person. Deliver it, or give the money back.")
    return None


def table(actor: Actor, *, which: str = "", search: str = "") -> Iterator[list[object]]:
    """Rows for a spreadsheet, newest first, with a head. Raises `Forbidden`."""
    policy.may_read_orders(actor).or_refuse()
    return _table(actor, which, search)


def counts(actor: Actor) -> dict[str, int]:
    """How many wait for what: unpaid, deliver, disputed."""
    policy.may_read_orders(actor).or_refuse()
    with within(actor.here):
        return {
            "unpaid": Order.objects.filter(state=Order.State.PLACED).count(),
            "deliver": Line.objects.filter(state=Line.State.WAITING, order__state=Order.State.PAID)
            .values("order")
            .distinct()
            .count(),
            "disputed": Dispute.objects.filter(settled_at=None).count(),
        }


def transfers_of(actor: Actor, order: int) -> list[ledger.TransferView]:
    """What moved for it, for those who read the books; nothing for others."""
    if not ledger.may_read(actor):
        return []
    with within(actor.here):
        return ledger.transfers_about(queries.about(order))


def _table(actor: Actor, which: str, search: str) -> Iterator[list[object]]:
    yield ["order", "placed_at", "buyer", "what", "state", "currency", "goods", "discount", "shipping", "total", "back"]
    step, offset = 500, 0
    while True:
        found, _total = orders(actor, which=which, search=search, limit=step, offset=offset)
        for one in found:
            amounts = (one.goods, one.discount, one.shipping, one.total, one.refunded)
            facts = [one.id, one.placed_at.isoformat(), one.name, one.title, one.state, one.total.currency]
            yield [*facts, *(str(amount.major) for amount in amounts)]
        if len(found) < step:
            return
        offset += step


def _counted() -> QuerySet[Order]:
    return Order.objects.select_related("coupon").annotate(
        waiting=Count("lines", filter=Q(lines__state=Line.State.WAITING), distinct=True),
        open_disputes=Count("disputes", filter=Q(disputes__settled_at=None), distinct=True),
    )


def _searched(search: str) -> QuerySet[Order]:
    rows, text = _counted(), search.strip().lstrip("#")
    if not text:
        return rows
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return rows.filter(id=int(text))
    lines = Line.objects.filter(title__icontains=text)
    return rows.filter(Q(buyer__name__icontains=text) | Q(id__in=lines.values("order_id")))


def _listed(rows: list[Order]) -> list[OrderView]:
    names = members.names_of({row.buyer_id for row in rows})
    titles: dict[int, list[str]] = {}
    for order, title in Line.objects.filter(order__in=rows).order_by("id").values_list("order_id", "title"):
        titles.setdefault(order, []).append(title)
    return [_view(row, names.get(row.buyer_id, ""), ", ".join(titles.get(row.id, [])[:3])) for row in rows]


def _view(row: Order, name: str, title: str) -> OrderView:
    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    return OrderView(
        id=row.id,
        buyer=row.buyer_id,
        name=name,
        title=title,
        state=row.state,
        state_words=str(Order.State(row.state).label),
        goods=money(row.goods),
        discount=money(row.discount),
        shipping=money(row.shipping),
        total=money(row.total),
        refunded=money(row.refunded),
        coupon=row.coupon.code if row.coupon is not None else "",
        code=row.code,
        address=row.address,
        note=row.note,
        why=row.why,
        placed_at=row.placed_at,
        expires_at=row.expires_at,
        paid_at=row.paid_at,
        ended_at=row.ended_at,
        refundable_until=row.refundable_until,
        disputed=bool(getattr(row, "open_disputes", 0)),
        to_deliver=getattr(row, "waiting", 0),
    )


def _whole(row: Order) -> OrderView:
    [plain] = _listed([row])
    refunds = list(row.refunds.order_by("id"))
    back = sum(one.shipping for one in refunds)
    return replace(
        plain,
        lines=tuple(_line(one, row.currency) for one in row.lines.order_by("id")),
        refunds=tuple(_refund(one, row.currency) for one in refunds),
        disputes=tuple(
            DisputeView(one.id, one.text, one.opened_at, one.answer, one.settled_at)
            for one in row.disputes.order_by("id")
        ),
        shipping_left=Money(row.shipping - back, row.currency),
    )


def _refund(row: Refund, currency: str) -> RefundView:
    return RefundView(row.id, Money(row.minor, currency), row.why, row.at)


def _line(row: Line, currency: str) -> LineView:
    return LineView(
        id=row.id,
        offer=row.offer_id,
        title=row.title,
        kind=row.kind,
        count=row.count,
        price=Money(row.price, currency),
        amount=Money(row.amount, currency),
        left=Money(row.amount - row.refunded, currency),
        state=row.state,
        state_words=str(Line.State(row.state).label),
        how=row.how,
        given_at=row.given_at,
        received_at=row.received_at,
    )
