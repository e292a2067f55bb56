"""What was paid for something goes back by the way it came."""

from __future__ import annotations

from django.utils import timezone

from qunli.domains.payments import decisions
from qunli.domains.payments.models import Arrival, Payout
from qunli.domains.payments.operations.pay_out import hold
from qunli.kit.money import Money


def send_back(*, about: str, amount: Money) -> list[int]:
    """Within another room's operation, once the money is in the payer's wallet again: as much of it as came by rails
    for `about` goes on, the latest arrival first; a person sends it. What was paid out of the wallet stays there.
    Returns the payouts."""
    rows = Arrival.objects.select_for_update().filter(intent__about=about, currency=amount.currency, undone_at=None)
    found = list(rows.order_by("-id"))
    parts = decisions.parted(amount.minor, [row.minor - row.back for row in found])
    return [_back(row, part) for row, part in zip(found, parts, strict=True) if part]


def _back(arrival: Arrival, minor: int) -> int:
    arrival.back += minor
    arrival.save(update_fields=["back"])
    row = Payout.objects.create(
        community_id=arrival.community_id,
        person_id=arrival.intent.payer_id,
        reason=Payout.Reason.REFUND,
        rail=arrival.rail,
        arrival=arrival,
        about=arrival.intent.about,
        minor=minor,
        currency=arrival.currency,
        state=Payout.State.APPROVED,
        decided_at=timezone.now(),
    )
    hold(row)
    return row.id
