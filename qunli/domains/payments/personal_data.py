"""What payments keep of one person."""

from __future__ import annotations

from typing import Any

from qunli.core import tenancy
from qunli.domains.payments.models import Arrival, Intent, Payout


def exported(community: int, person: int) -> dict[str, Any]:
    """As plain values for JSON; amounts in minor units."""
    with tenancy.within(community):
        came = Arrival.objects.filter(intent__payer_id=person).order_by("id")
        asked = Intent.objects.filter(payer_id=person).order_by("id").prefetch_related("proofs")
        return {
            "asked_for": [
                {
                    "for": row.title,
                    "amount": row.minor,
                    "currency": row.currency,
                    "state": row.state,
                    "said": [one.note for one in row.proofs.all() if one.note],
                }
                for row in asked
            ],
            "paid": [
                {"rail": row.rail, "amount": row.minor, "currency": row.currency, "at": row.at.isoformat()}
                for row in came
            ],
            "paid_out": [
                {"amount": row.minor, "currency": row.currency, "to": row.to, "state": row.state}
                for row in Payout.objects.filter(person_id=person).order_by("id")
            ],
        }
