"""What the buyer has, or gave back, is no longer held: what is left of its price is earned."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.domains.commerce import queries
from qunli.domains.commerce.models import Line, Order
from qunli.domains.ledger import facade as ledger
from qunli.kit.money import Money

OPEN = (Line.State.WAITING, Line.State.GIVEN)


def earn(row: Order, *, key: str) -> None:
    """Within the operation that moved lines on. With the last line the shipping is earned, too, and the time begins in
    which things can be given back."""
    now = timezone.now()
    due = list(row.lines.exclude(state__in=OPEN).filter(earned_at=None).order_by("id"))
    moves = [_move(row, line.kind, line.amount - line.refunded) for line in due]
    if row.refundable_until is None and not row.lines.filter(state__in=OPEN).exists():
        moves.append(_move(row, "shipping", row.shipping - sum(row.refunds.values_list("shipping", flat=True))))
        days = max(line.offer.refund_days for line in row.lines.select_related("offer"))
        row.refundable_until = now + timedelta(days=days)
        row.save(update_fields=["refundable_until"])
    if moves := [move for move in moves if move.amount]:
        ledger.transfer(moves, key=f"{queries.about(row.id)}:earned:{key}")
    Line.objects.filter(id__in=[line.id for line in due]).update(earned_at=now)


def _move(row: Order, line_of_income: str, minor: int) -> ledger.Move:
    return ledger.Move(
        ledger.held("order", row.id),
        f"income:{line_of_income}",
        Money(minor, row.currency),
        ledger.Kind.EARNED,
        about=queries.about(row.id),
    )
