"""Money came in: once for each name its rail gave it, first of all into the payer's wallet."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import decisions, policy, queries
from qunli.domains.payments.events import PaymentReceived, PaymentUndone
from qunli.domains.payments.models import Arrival, Intent, Proof
from qunli.kit.money import Money

MANUAL = "manual"


@operation
def arrive(
    *, actor: Actor, rail: str, external: str, intent: int, amount: Money, at: datetime | None = None
) -> int | None:
    """What a provider says came in; returns the arrival, or null when there is no such intent. The same `external`
    again is the same arrival. Raises `Forbidden`, `Invalid`."""
    policy.may_keep(actor).or_refuse()
    row = queries.intent_or_none(intent)
    return None if row is None else _arrive(row, rail, external, amount, at or timezone.now())


@operation
def confirm(*, actor: Actor, intent: int, amount: Money, note: str = "", key: str) -> int:
    """Somebody saw the money on the operator's account: as much as came, be it less or more than was asked. Returns the
    arrival. Raises `Forbidden`, `NotFound`, `Invalid`."""
    policy.may_move(actor).or_refuse()
    row = queries.intent_to_change(intent)
    if amount.currency != row.currency:
        raise Invalid(_("It was asked for in another currency."), field="currency")
    decisions.amount(amount.minor, amount.currency)
    made = _arrive(row, MANUAL, key[:200], amount, timezone.now(), note.strip()[:300])
    proofs = Proof.objects.filter(intent=row, state=Proof.State.WAITING)
    proofs.update(state=Proof.State.CONFIRMED, decided_at=timezone.now())
    return made


@operation
def undo(*, actor: Actor, arrival: int, why: str, key: str | None = None) -> None:
    """What was confirmed by hand had not come: it leaves the wallet again, if it is still there. Raises `Forbidden`,
    `NotFound`, `Conflict`, `NotEnough`."""
    policy.may_move(actor).or_refuse()
    row = Arrival.objects.select_for_update().select_related("intent").filter(id=arrival).first()
    if row is None:
        raise NotFound
    if row.rail != MANUAL:
        raise Conflict(_("This came by a provider. Give it back instead."), code="wrong_state")
    if row.undone_at is not None or row.back:
        raise Conflict(_("This was taken back before."), code="wrong_state")
    if not why.strip():
        raise Invalid(_("Say why."), field="why")
    ledger.reverse(row.transfer, key=f"arrival:{row.id}:undone", kind=ledger.Kind.CORRECTION, note=why.strip()[:300])
    row.undone_at, row.note = timezone.now(), why.strip()[:300]
    row.save(update_fields=["undone_at", "note"])
    intent = queries.intent_to_change(row.intent_id)
    intent.received -= row.minor
    if intent.state == Intent.State.PAID and not queries.open_about(intent.about):
        intent.state, intent.ended_at = Intent.State.OPEN, None
    intent.save(update_fields=["received", "state", "ended_at"])
    tell(
        PaymentUndone(
            community=actor.here,
            intent=intent.id,
            payer=intent.payer_id,
            about=intent.about,
            minor=row.minor,
            currency=row.currency,
        )
    )


def _arrive(row: Intent, rail: str, external: str, amount: Money, at: datetime, note: str = "") -> int:
    """Asked under the intent's lock, so the same notice at the same time is taken in once."""
    known = Arrival.objects.filter(rail=rail, external=external).first()
    if known is not None:
        return _same(known, row, amount)
    move = ledger.Move(
        f"rail:{rail}", ledger.member(row.payer_id), amount, ledger.Kind.TOP_UP, about=row.about, happened=at
    )
    [transfer] = ledger.transfer([move], key=f"arrival:{rail}:{external}")
    made = Arrival.objects.create(
        community_id=row.community_id,
        rail=rail,
        external=external,
        intent=row,
        minor=amount.minor,
        currency=amount.currency,
        transfer=transfer,
        at=at,
        note=note,
    )
    if amount.currency == row.currency:
        row.received += amount.minor
    if row.state == Intent.State.OPEN and row.received >= row.minor:
        row.state, row.ended_at = Intent.State.PAID, timezone.now()
    row.save(update_fields=["received", "state", "ended_at"])
    tell(
        PaymentReceived(
            community=row.community_id,
            intent=row.id,
            payer=row.payer_id,
            about=row.about,
            minor=amount.minor,
            currency=amount.currency,
        )
    )
    return made.id


def _same(known: Arrival, row: Intent, amount: Money) -> int:
    if (known.intent_id, known.minor, known.currency) != (row.id, amount.minor, amount.currency):
        raise Conflict(_("This was taken in before as something else. Nothing moved."), code="key_reused")
    return known.id
