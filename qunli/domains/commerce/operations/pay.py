"""An order is paid: its money leaves the buyer's wallet and is set aside for it."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import OrderPaid
from qunli.domains.commerce.models import Line, Order
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money


@operation
def pay(*, actor: Actor, order: int, key: str | None = None) -> int | None:
    """Pay from the wallet; returns null when that was enough, otherwise what was asked of the payments' room for the
    rest. Raises `Forbidden`, `NotFound`, `Conflict`."""
    row = queries.order_to_change(order)
    policy.may_speak_as_buyer(actor, row.buyer_id).or_refuse()
    decisions.in_state(row.state, {Order.State.PLACED}, _("This order does not wait for a payment."))
    total = Money(row.total, row.currency)
    there = payments.spendable(row.buyer_id, row.currency)
    if total <= there:
        _take(row)
        return None
    return payments.ask(
        payer=row.buyer_id,
        amount=total - there,
        about=queries.about(row.id),
        title=queries.title_of(row),
    )


@operation
def pay_when_covered(*, actor: Actor, order: int) -> None:
    """Money came in for an order: it is paid if it still waits and the wallet covers it; otherwise the money stays in
    the wallet. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    row = queries.order_or_none(order)
    if row is None or row.state != Order.State.PLACED:
        return
    if Money(row.total, row.currency) <= payments.spendable(row.buyer_id, row.currency):
        _take(row)


def settle_free(row: Order) -> None:
    """What costs nothing is paid."""
    if not row.total:
        _paid(row)


def _take(row: Order) -> None:
    about = queries.about(row.id)
    payments.call_off(about=about)
    amount = Money(row.total, row.currency)
    move = ledger.Move(
        ledger.member(row.buyer_id), ledger.held("order", row.id), amount, ledger.Kind.PAYMENT, about=about
    )
    ledger.transfer([move], key=f"{about}:paid")
    _paid(row)


def _paid(row: Order) -> None:
    row.state, row.paid_at = Order.State.PAID, timezone.now()
    row.save(update_fields=["state", "paid_at"])
    Line.objects.filter(order=row, kind__in=GIVEN_AT_ONCE).update(state=Line.State.GIVEN, given_at=row.paid_at)
    tell(
        OrderPaid(community=row.community_id, order=row.id, buyer=row.buyer_id, minor=row.total, currency=row.currency)
    )


GIVEN_AT_ONCE: tuple[str, ...] = ()
"""Kinds that a buyer has as soon as the order is paid."""
