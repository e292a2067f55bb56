"""Two buyers were found to be one person: the orders are theirs."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.commerce import policy
from qunli.domains.commerce.models import CouponUse, Order


@operation
def follow_merge(*, actor: Actor, kept: int, merged: int) -> None:
    """If the merge is undone, the orders stay where they are. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    Order.objects.filter(buyer_id=merged).update(buyer_id=kept)
    CouponUse.objects.filter(person_id=merged).update(person_id=kept)
