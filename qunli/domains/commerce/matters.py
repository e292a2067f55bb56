"""Orders that wait for those who run the shop."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.commerce import policy
from qunli.domains.commerce.models import Dispute, Line, Order

DELIVER_WITHIN, ANSWER_WITHIN = timedelta(days=3), timedelta(days=2)


def matters(actor: Actor) -> list[Matter]:
    """For those who look after the shop."""
    if not policy.may_keep_shop(actor):
        return []
    return [*_to_deliver(), *_disputed()]


def _to_deliver() -> list[Matter]:
    lines = Line.objects.filter(state=Line.State.WAITING, order__state=Order.State.PAID).select_related("order")
    first = lines.order_by("order__paid_at").first()
    if first is None or first.order.paid_at is None:
        return []
    return [
        Matter(
            kind="deliver",
            count=lines.values("order").distinct().count(),
            words=ngettext_lazy(
                "%(count)d paid order waits to be delivered", "%(count)d paid orders wait to be delivered", "count"
            ),
            why=_("Whoever waits for what they paid for does not buy again."),
            since=first.order.paid_at,
            due=first.order.paid_at + DELIVER_WITHIN,
            deed=_("Deliver"),
            page="orders",
            about=tuple(lines.order_by("order__paid_at").values_list("title", flat=True)[:3]),
        )
    ]


def _disputed() -> list[Matter]:
    rows = Dispute.objects.filter(settled_at=None).order_by("opened_at")
    first = rows.first()
    if first is None:
        return []
    return [
        Matter(
            kind="dispute",
            count=rows.count(),
            words=ngettext_lazy(
                "%(count)d buyer says that something is wrong", "%(count)d buyers say that something is wrong", "count"
            ),
            why=_("Until you answer, the order's money is held."),
            since=first.opened_at,
            due=first.opened_at + ANSWER_WITHIN,
            deed=_("Answer"),
            page="shop_order",
            args=(first.order_id,),
        )
    ]
