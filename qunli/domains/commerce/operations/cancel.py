"""An order that was not paid is called off, by somebody or because nobody paid in time."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import OrderCancelled
from qunli.domains.commerce.models import Coupon, CouponUse, Order, Variant
from qunli.domains.payments import facade as payments


@operation
def cancel(*, actor: Actor, order: int, why: str = "", key: str | None = None) -> None:
    """What was kept for it is on sale again. Money that comes in for it later stays in the buyer's wallet. Raises
    `Forbidden`, `NotFound`, `Conflict` when it is paid."""
    row = queries.order_to_change(order)
    policy.may_call_off(actor, row.buyer_id).or_refuse()
    decisions.in_state(row.state, {Order.State.PLACED}, _("Only an order that was not paid can be cancelled."))
    _cancel(row, decisions.one_line(why, 500, field="why"))


@operation
def expire_when_due(*, actor: Actor, order: int) -> bool:
    """True when it was not paid in time and is cancelled now. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    row = queries.order_or_none(order)
    if row is None or row.state != Order.State.PLACED or row.expires_at > timezone.now():
        return False
    _cancel(row, "")
    return True


def _cancel(row: Order, why: str) -> None:
    for line in row.lines.order_by("variant_id"):
        Variant.objects.filter(id=line.variant_id).exclude(stock=None).update(stock=F("stock") + line.count)
    gone, _each = CouponUse.objects.filter(order=row).delete()
    if gone and row.coupon_id is not None:
        Coupon.objects.filter(id=row.coupon_id).update(used=F("used") - 1)
    row.state, row.ended_at, row.why = Order.State.CANCELLED, timezone.now(), why
    row.save(update_fields=["state", "ended_at", "why"])
    payments.call_off(about=queries.about(row.id))
    tell(OrderCancelled(community=row.community_id, order=row.id))
