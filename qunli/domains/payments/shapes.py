"""What pages and programs read of payments, in the language of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.domains.payments.models import Intent, Payout, Proof
from qunli.kit.money import Money


@dataclass(frozen=True)
class TermsView:
    """How a community takes and pays out money."""

    currency: str
    withdrawals: bool
    least: Money
    most_a_day: Money | None


@dataclass(frozen=True)
class RailView:
    """A way to pay: what members read, and whether there is a picture."""

    rail: str
    on: bool
    words: str
    has_image: bool


@dataclass(frozen=True)
class ProofView:
    """What a payer sent to show that they paid."""

    id: int
    note: str
    has_image: bool
    state: str
    state_words: str
    why: str
    at: datetime


@dataclass(frozen=True)
class IntentView:
    """Money that is asked for."""

    id: int
    payer: int
    name: str
    about: str
    title: str
    amount: Money
    received: Money
    reference: str
    state: str
    state_words: str
    made_at: datetime
    proofs: tuple[ProofView, ...] = ()

    @property
    def missing(self) -> Money:
        """What has not come yet, zero at least."""
        return Money(max(self.amount.minor - self.received.minor, 0), self.amount.currency)

    @property
    def waiting(self) -> bool:
        """Whether a proof waits for somebody to look."""
        return any(one.state == Proof.State.WAITING for one in self.proofs)

    @property
    def order(self) -> int | None:
        """The order it is for, if it is for one."""
        thing, _colon, number = self.about.partition(":")
        return int(number) if thing == "order" and number.isdecimal() else None


@dataclass(frozen=True)
class PayoutView:
    """Money that goes out."""

    id: int
    person: int
    name: str
    reason: str
    reason_words: str
    rail: str
    about: str
    amount: Money
    to: str
    state: str
    state_words: str
    external: str
    why: str
    asked_at: datetime
    ended_at: datetime | None


def as_proof(row: Proof) -> ProofView:
    """In the language of now."""
    words = str(Proof.State(row.state).label)
    return ProofView(row.id, row.note, row.image is not None, row.state, words, row.why, row.at)


def as_intent(row: Intent, names: dict[int, str], proofs: tuple[ProofView, ...] = ()) -> IntentView:
    """In the language of now."""
    return IntentView(
        id=row.id,
        payer=row.payer_id,
        name=names.get(row.payer_id, ""),
        about=row.about,
        title=row.title,
        amount=Money(row.minor, row.currency),
        received=Money(row.received, row.currency),
        reference=row.reference,
        state=row.state,
        state_words=str(Intent.State(row.state).label),
        made_at=row.made_at,
        proofs=proofs,
    )


def as_payout(row: Payout, names: dict[int, str]) -> PayoutView:
    """In the language of now."""
    return PayoutView(
        id=row.id,
        person=row.person_id,
        name=names.get(row.person_id, ""),
        reason=row.reason,
        reason_words=str(Payout.Reason(row.reason).label),
        rail=row.rail,
        about=row.about,
        amount=Money(row.minor, row.currency),
        to=row.to,
        state=row.state,
        state_words=str(Payout.State(row.state).label),
        external=row.external,
        why=row.why,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
    )
