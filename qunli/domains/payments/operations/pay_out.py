"""Money goes out to a member: approved by somebody else, held, sent."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import policy, queries
from qunli.domains.payments.events import (
    PayoutApproved,
    PayoutFailed,
    PayoutRefused,
    PayoutSent,
)
from qunli.domains.payments.models import Payout
from qunli.domains.payments.operations.arrive import MANUAL
from qunli.kit.money import Money

State = Payout.State


@operation
def approve(*, actor: Actor, payout: int, key: str | None = None) -> None:
    """It can be sent. Raises `Forbidden` for one's own, `NotFound`, `Conflict`."""
    row = _to_decide(actor, payout)
    row.state, row.decided_at = State.APPROVED, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    tell(PayoutApproved(community=actor.here, payout=row.id, person=row.person_id))


@operation
def refuse(*, actor: Actor, payout: int, why: str, key: str | None = None) -> None:
    """It is in the wallet again; the member reads why. Raises `Forbidden`, `NotFound`, `Conflict`, `Invalid`."""
    row = _to_decide(actor, payout)
    row.why, row.decided_at = _why(why), timezone.now()
    release(row, State.REFUSED)
    tell(PayoutRefused(community=actor.here, payout=row.id, person=row.person_id))


@operation
def mark_sent(*, actor: Actor, payout: int, external: str = "", key: str | None = None) -> None:
    """Somebody sent it by hand, and it has left for good. Raises `Forbidden`, `NotFound`, `Conflict`."""
    row = queries.payout_to_change(payout)
    policy.may_decide(actor, _own_person(actor), row.person_id).or_refuse()
    in_state(row, State.APPROVED)
    if row.rail != MANUAL:
        raise Conflict(_("The provider sends this by itself."), code="wrong_state")
    sent(row, external.strip()[:200])


@operation
def mark_failed(*, actor: Actor, payout: int, why: str, key: str | None = None) -> None:
    """It could not be sent and is in the wallet again. Raises `Forbidden`, `NotFound`, `Conflict`, `Invalid`."""
    row = queries.payout_to_change(payout)
    policy.may_move(actor).or_refuse()
    in_state(row, State.APPROVED)
    if row.rail != MANUAL:
        raise Conflict(_("The provider sends this by itself."), code="wrong_state")
    row.why = _why(why)
    failed(row)


def hold(row: Payout) -> None:
    """Out of the wallet, until it was sent or is back."""
    _move(row, ledger.member(row.person_id), ledger.held("payout", row.id), ledger.Kind.HOLD, "held")


def sent(row: Payout, external: str) -> None:
    """It left by its rail."""
    row.state, row.external, row.ended_at = State.SENT, external, timezone.now()
    row.save(update_fields=["state", "external", "ended_at", "why"])
    _move(row, ledger.held("payout", row.id), f"rail:{row.rail}", ledger.Kind.WITHDRAWAL, "sent")
    tell(
        PayoutSent(
            community=row.community_id,
            payout=row.id,
            person=row.person_id,
            minor=row.minor,
            currency=row.currency,
        )
    )


def failed(row: Payout) -> None:
    """It stays with the member."""
    if row.arrival is not None:
        row.arrival.back -= row.minor
        row.arrival.save(update_fields=["back"])
    release(row, State.FAILED)
    tell(PayoutFailed(community=row.community_id, payout=row.id, person=row.person_id))


def release(row: Payout, state: str) -> None:
    """Into the wallet again."""
    row.state, row.ended_at = state, timezone.now()
    row.save(update_fields=["state", "ended_at", "why", "decided_at"])
    _move(row, ledger.held("payout", row.id), ledger.member(row.person_id), ledger.Kind.RELEASE, "back")


def _move(row: Payout, source: str, target: str, kind: ledger.Kind, step: str) -> None:
    about = row.about or f"payout:{row.id}"
    move = ledger.Move(source, target, Money(row.minor, row.currency), kind, about=about)
    ledger.transfer([move], key=f"payout:{row.id}:{step}")


def _to_decide(actor: Actor, payout: int) -> Payout:
    row = queries.payout_to_change(payout)
    policy.may_decide(actor, _own_person(actor), row.person_id).or_refuse()
    in_state(row, State.ASKED)
    return row


def _own_person(actor: Actor) -> int | None:
    if actor.kind == "member":
        return actor.id
    own = members.member_of_account(actor) if actor.kind == "operator" else None
    return None if own is None else own.id


def in_state(row: Payout, state: str) -> None:
    """Raises `Conflict`."""
    if row.state != state:
        raise Conflict(_("This was decided before."), code="wrong_state")


def _why(text: str) -> str:
    plain = " ".join(text.split())[:300]
    if not plain:
        raise Invalid(_("Say why. The member reads it."), field="why")
    return plain
