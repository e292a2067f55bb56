"""What was ordered is sent or done, and the buyer has it: then it is earned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import OrderClosed, OrderDelivered, OrderReceived
from qunli.domains.commerce.models import Line, Order
from qunli.domains.commerce.operations.earn import earn


@operation
def deliver(*, actor: Actor, order: int, lines: Sequence[int], how: str = "", key: str | None = None) -> None:
    """Say that `lines` were sent or done, and how ("SF 1234 5678"). Raises `Forbidden`, `NotFound`, `Conflict`,
    `Invalid`."""
    policy.may_keep_shop(actor).or_refuse()
    row = queries.order_to_change(order)
    decisions.in_state(row.state, {Order.State.PAID}, _("Only what was paid is delivered."))
    found = _lines(row, lines, Line.State.WAITING)
    how = decisions.one_line(how, 300, field="how")
    for line in found:
        line.state, line.how, line.given_at = Line.State.GIVEN, how, timezone.now()
        line.save(update_fields=["state", "how", "given_at"])
    tell(OrderDelivered(community=row.community_id, order=row.id, buyer=row.buyer_id, lines=len(found)))


@operation
def receive(*, actor: Actor, order: int, lines: Sequence[int], key: str | None = None) -> None:
    """The buyer has them, or says of a service that it was done. Raises `Forbidden`, `NotFound`, `Conflict`,
    `Invalid`."""
    row = queries.order_to_change(order)
    policy.may_speak_as_buyer(actor, row.buyer_id).or_refuse()
    decisions.in_state(row.state, {Order.State.PAID}, _("Only what was paid is delivered."))
    _not_disputed(row)
    _receive(row, _lines(row, lines, Line.State.GIVEN))


@operation
def receive_when_due(*, actor: Actor, order: int) -> None:
    """What was delivered two weeks ago counts as received, unless the buyer said that something is wrong. Raises
    `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    row = queries.order_or_none(order)
    if row is None or row.state != Order.State.PAID or row.disputes.filter(settled_at=None).exists():
        return
    due = row.lines.filter(state=Line.State.GIVEN, given_at__lte=timezone.now() - decisions.TAKEN_AS_RECEIVED)
    if found := list(due):
        _receive(row, found)


@operation
def close_when_due(*, actor: Actor, order: int) -> None:
    """The time in which it could be given back is over. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    row = queries.order_or_none(order)
    if row is None or row.state != Order.State.PAID or row.disputes.filter(settled_at=None).exists():
        return
    if row.refundable_until is None or row.refundable_until > timezone.now():
        return
    row.state, row.ended_at = Order.State.CLOSED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    tell(OrderClosed(community=row.community_id, order=row.id))


def _lines(row: Order, wanted: Iterable[int], state: str) -> list[Line]:
    chosen = set(wanted)
    found = list(row.lines.filter(id__in=chosen).order_by("id"))
    if not chosen or len(found) < len(chosen):
        raise Invalid(_("Choose what it is about."), field="lines")
    if any(line.state != state for line in found):
        raise Conflict(_("This was said before, or comes too early."), code="wrong_state")
    return found


def _not_disputed(row: Order) -> None:
    if row.disputes.filter(settled_at=None).exists():
        raise Conflict(_("While something is being cleared up, nothing moves on."), code="disputed")


def _receive(row: Order, found: Sequence[Line]) -> None:
    for line in found:
        line.state, line.received_at = Line.State.RECEIVED, timezone.now()
        line.save(update_fields=["state", "received_at"])
    earn(row, key=f"received:{found[0].id}")
    tell(OrderReceived(community=row.community_id, order=row.id, lines=len(found)))
