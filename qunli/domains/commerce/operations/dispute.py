"""A buyer says that something is wrong; the order's money is held until somebody has answered."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound, Sentence
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.events import DisputeOpened, DisputeSettled
from qunli.domains.commerce.models import Dispute, Order

LONGEST = 4_000


@operation
def complain(*, actor: Actor, order: int, text: str, key: str | None = None) -> int:
    """Possible from the payment until the time for giving back is over. Returns the dispute. Raises `Forbidden`,
    `NotFound`, `Invalid`, `Conflict`."""
    row = queries.order_to_change(order)
    policy.may_speak_as_buyer(actor, row.buyer_id).or_refuse()
    decisions.in_state(row.state, {Order.State.PAID}, _("The time for this is over."))
    if row.disputes.filter(settled_at=None).exists():
        raise Conflict(_("You have said so already. Somebody will answer."), code="disputed")
    made = Dispute.objects.create(community_id=actor.here, order=row, text=_text(text, "text", _("Say what is wrong.")))
    tell(DisputeOpened(community=actor.here, order=row.id, dispute=made.id))
    return made.id


@operation
def settle(*, actor: Actor, dispute: int, answer: str, key: str | None = None) -> None:
    """Say what comes of it; the buyer reads it. Money is given back by a refund of its own, before or after. Raises
    `Forbidden`, `NotFound`, `Invalid`, `Conflict` when it was answered."""
    policy.may_keep_shop(actor).or_refuse()
    row = Dispute.objects.select_for_update().filter(id=dispute).first()
    if row is None:
        raise NotFound
    if row.settled_at is not None:
        raise Conflict(_("This was answered before."), code="settled")
    row.answer, row.settled_at = _text(answer, "answer", _("Say what comes of it.")), timezone.now()
    row.save(update_fields=["answer", "settled_at"])
    _more_time(row.order)
    tell(DisputeSettled(community=actor.here, order=row.order_id, dispute=row.id))


def _more_time(row: Order) -> None:
    """Nothing was due while it was open; now it is, in a day at the earliest, so that the answer can be read."""
    soonest = timezone.now() + timedelta(days=1)
    if row.refundable_until is not None and row.refundable_until < soonest:
        row.refundable_until = soonest
        row.save(update_fields=["refundable_until"])


def _text(said: str, field: str, missing: Sentence) -> str:
    plain = said.strip()
    if not plain:
        raise Invalid(missing, field=field)
    if len(plain) > LONGEST:
        raise Invalid(_("At most %(most)d characters.") % {"most": LONGEST}, field=field)
    return plain
