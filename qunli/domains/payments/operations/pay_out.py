"""Money goes out to a member: asked for, approved by somebody else, held, sent."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import decisions, policy, queries
from qunli.domains.payments.events import (
    PayoutApproved,
    PayoutAsked,
    PayoutCalledOff,
    PayoutFailed,
    PayoutRefused,
    PayoutSent,
)
from qunli.domains.payments.models import Payout
from qunli.domains.payments.operations.arrive import MANUAL
from qunli.kit.money import Money

State = Payout.State


@operation
def withdraw(*, actor: Actor, amount: Money, to: str, key: str | None = None) -> int:
    """A member wants money out of their wallet; it is held from now on. Returns the payout. Raises `Forbidden`,
    `Invalid`, `TooMany`, `Conflict`, `NotEnough`."""
    policy.may_have_wallet(actor).or_refuse()
    member = members.as_member(actor)
    wanted = decisions.amount(amount.minor, amount.currency)
    terms = queries.terms_of(actor.here)
    bounded = wanted.currency == terms.currency
    decisions.withdrawable(
        wanted,
        terms.least if bounded else 1,
        terms.most_a_day if bounded else None,
        _today(member.person, wanted.currency),
        terms.withdrawals,
    )
    to = " ".join(to.split())
    if not to or len(to) > 300:
        raise Invalid(_("Where should it be sent? Name the account, in at most 300 characters."), field="to")
    row = Payout.objects.create(
        community_id=actor.here,
        person_id=member.person,
        reason=Payout.Reason.WITHDRAWAL,
        rail=MANUAL,
        minor=wanted.minor,
        currency=wanted.currency,
        to=to,
        state=State.ASKED,
    )
    hold(row)
    tell(
        PayoutAsked(
            community=actor.here,
            payout=row.id,
            person=row.person_id,
            minor=row.minor,
            currency=row.currency,
        )
    )
    return row.id


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
    _release(row, State.REFUSED)
    tell(PayoutRefused(community=actor.here, payout=row.id, person=row.person_id))


@operation
def call_off_payout(*, actor: Actor, payout: int, key: str | None = None) -> None:
    """The member wants to keep it in the wallet after all. Raises `NotFound`, `Conflict` once it is approved."""
    row = queries.payout_to_change(payout)
    policy.may_have_wallet(actor).or_refuse()
    if row.person_id != actor.id:
        raise NotFound
    _in_state(row, State.ASKED)
    _release(row, State.CALLED_OFF)
    tell(PayoutCalledOff(community=actor.here, payout=row.id, person=row.person_id))


@operation
def mark_sent(*, actor: Actor, payout: int, external: str = "", key: str | None = None) -> None:
    """Somebody sent it by hand, and it has left for good. Raises `Forbidden`, `NotFound`, `Conflict`."""
    row = queries.payout_to_change(payout)
    policy.may_decide(actor, _own_person(actor), row.person_id).or_refuse()
    _in_state(row, State.APPROVED)
    if row.rail != MANUAL:
        raise Conflict(_("The provider sends this by itself."), code="wrong_state")
    sent(row, external.strip()[:200])


@operation
def mark_failed(*, actor: Actor, payout: int, why: str, key: str | None = None) -> None:
    """It could not be sent and is in the wallet again. Raises `Forbidden`, `NotFound`, `Conflict`, `Invalid`."""
    row = queries.payout_to_change(payout)
    policy.may_move(actor).or_refuse()
    _in_state(row, State.APPROVED)
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
    _release(row, State.FAILED)
    tell(PayoutFailed(community=row.community_id, payout=row.id, person=row.person_id))


def _release(row: Payout, state: str) -> None:
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
    _in_state(row, State.ASKED)
    return row


def _own_person(actor: Actor) -> int | None:
    if actor.kind == "member":
        return actor.id
    own = members.member_of_account(actor) if actor.kind == "operator" else None
    return None if own is None else own.id


def _in_state(row: Payout, state: str) -> None:
    if row.state != state:
        raise Conflict(_("This was decided before."), code="wrong_state")


def _why(text: str) -> str:
    plain = " ".join(text.split())[:300]
    if not plain:
        raise Invalid(_("Say why. The member reads it."), field="why")
    return plain


def _today(person: int, currency: str) -> int:
    since = timezone.now() - timedelta(days=1)
    rows = Payout.objects.filter(person_id=person, currency=currency, asked_at__gt=since)
    rows = rows.filter(reason=Payout.Reason.WITHDRAWAL, state__in=(State.ASKED, State.APPROVED, State.SENT))
    return rows.aggregate(n=Sum("minor"))["n"] or 0
