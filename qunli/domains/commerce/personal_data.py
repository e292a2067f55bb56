"""What the shop keeps of one person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.domains.commerce.models import Order


def exported(community: int, person: int) -> dict[str, Any]:
    """As plain values for JSON."""
    with tenancy.within(community):
        rows = Order.objects.filter(buyer_id=person).order_by("id").prefetch_related("lines", "disputes", "refunds")
        return {
            "orders": [
                {
                    "number": row.id,
                    "placed_at": row.placed_at.isoformat(),
                    "state": row.state,
                    "currency": row.currency,
                    "total": row.total,
                    "refunded": row.refunded,
                    "address": row.address,
                    "note": row.note,
                    "lines": [{"what": one.title, "count": one.count, "amount": one.amount} for one in row.lines.all()],
                    "complaints": [{"text": one.text, "answer": one.answer} for one in row.disputes.all()],
                    "refunds": [{"amount": one.minor, "why": one.why} for one in row.refunds.all()],
                }
                for row in rows
            ]
        }
