"""Money goes back to the buyer, in whole or in part, and what they received with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import OrderRefunded
from qunli.domains.commerce.models import Line, Order, Refund, RefundLine, Variant
from qunli.domains.commerce.operations.earn import earn
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money


@dataclass(frozen=True)
class BackIn:
    """`minor` units of a line go back; `withdrawn`: what was received goes back too (goods are in stock again, a
    booking is free again, access ends)."""

    line: int
    minor: int
    withdrawn: bool


@operation
def refund(
    *, actor: Actor, order: int, lines: Sequence[BackIn], why: str, shipping: int = 0, key: str | None = None
) -> int:
    """Returns the refund. The money is back in the buyer's wallet at once, and goes on by the way it came. Raises
    `Forbidden`, `NotFound`, `Conflict`, `Invalid` for more than is left."""
    policy.may_keep_shop(actor).or_refuse()
    row = queries.order_to_change(order)
    decisions.in_state(row.state, (Order.State.PAID, Order.State.CLOSED), _("Nothing was paid, or all of it is back."))
    why = decisions.one_line(why, 500, field="why", missing=_("Say why. The buyer reads it."))
    known = {line.id: line for line in row.lines.select_related("offer").order_by("id")}
    total = decisions.refundable(
        {number: line.amount - line.refunded for number, line in known.items()},
        {one.line: one.minor for one in lines},
        row.shipping - sum(row.refunds.values_list("shipping", flat=True)),
        shipping,
    )
    made = Refund.objects.create(community_id=actor.here, order=row, minor=total, shipping=shipping, why=why)
    moves = [_write(made, known[one.line], one) for one in lines if one.minor or one.withdrawn]
    moves.append(_move(row, _shipping_from(row), shipping))
    about = queries.about(row.id)
    ledger.transfer([move for move in moves if move.amount], key=f"{about}:refund:{made.id}")
    _finish(row, made)
    payments.send_back(about=about, amount=Money(total, row.currency))
    tell(
        OrderRefunded(
            community=row.community_id,
            order=row.id,
            refund=made.id,
            buyer=row.buyer_id,
            minor=total,
            currency=row.currency,
        )
    )
    return made.id


def _write(made: Refund, line: Line, back: BackIn) -> ledger.Move:
    withdrawn = back.withdrawn and line.state != Line.State.WITHDRAWN
    RefundLine.objects.create(
        community_id=made.community_id, refund=made, line=line, minor=back.minor, withdrawn=withdrawn
    )
    source = ledger.held("order", made.order_id) if line.earned_at is None else f"income:{line.kind}"
    line.refunded += back.minor
    if withdrawn:
        line.state = Line.State.WITHDRAWN
        Variant.objects.filter(id=line.variant_id).exclude(stock=None).update(stock=F("stock") + line.count)
    line.save(update_fields=["refunded", "state"])
    return _move(made.order, source, back.minor)


def _move(row: Order, source: str, minor: int) -> ledger.Move:
    return ledger.Move(
        source,
        ledger.member(row.buyer_id),
        Money(minor, row.currency),
        ledger.Kind.REFUND,
        about=queries.about(row.id),
    )


def _shipping_from(row: Order) -> str:
    return "income:shipping" if row.refundable_until is not None else ledger.held("order", row.id)


def _finish(row: Order, made: Refund) -> None:
    """What is kept of something that went back is earned."""
    row.refunded += made.minor
    if row.refunded == row.total:
        row.state, row.ended_at = Order.State.REFUNDED, timezone.now()
    row.save(update_fields=["refunded", "state", "ended_at"])
    earn(row, key=f"refund:{made.id}")
