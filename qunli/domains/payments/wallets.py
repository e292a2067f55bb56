"""What members see of their money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.core.actor import Actor
from qunli.core.money import shown
from qunli.core.refusals import NotFound, Sentence
from qunli.core.tenancy import within
from qunli.core.words import _
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import policy, queries
from qunli.domains.payments.models import Intent, Payout, Proof, RailSetting
from qunli.kit.money import POINTS, Money


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


def spendable(person: int, currency: str) -> Money:
    """What a member may spend of a currency, within the community entered."""
    return ledger.balance(ledger.member(person), currency)


def wallet(person: int) -> list[Money]:
    """What is in a member's wallet, by currency; what is empty is left out."""
    address = ledger.member(person)
    return [one for one in ledger.balances([address]).get(address, []) if one]


def in_the_way_of_erasing(person: int) -> Sentence | None:
    """What has to be cleared before a person of the community entered can be erased; null for nothing. Points are
    no money and go with them."""
    held = Payout.objects.filter(person_id=person, state__in=(Payout.State.ASKED, Payout.State.APPROVED))
    if held.exists():
        return _("Money is on its way to this person. Send it first.")
    left = [shown(one) for one in wallet(person) if one.currency != POINTS]
    if left:
        return _("There is %(left)s in the wallet. Pay it out first.") % {"left": ", ".join(left)}
    return None


def statement(actor: Actor, currency: str, *, before: int | None = None, limit: int = 30) -> list[ledger.EntryView]:
    """A member's own, newest first; `before` is a version."""
    with within(actor.here):
        return ledger.statement_at(ledger.member(actor.person), currency, before=before, limit=limit)


def terms(community: int) -> TermsView:
    """In force now."""
    with within(community):
        row = queries.terms_of(community)
    most = None if row.most_a_day is None else Money(row.most_a_day, row.currency)
    return TermsView(row.currency, row.withdrawals, Money(row.least, row.currency), most)


def rails(community: int) -> list[RailView]:
    """Those set up."""
    with within(community):
        return [
            RailView(row.rail, row.on, row.words, row.image is not None) for row in RailSetting.objects.order_by("rail")
        ]


def rail_image(community: int, rail: str) -> bytes:
    """JPEG. Raises `NotFound`."""
    with within(community):
        row = RailSetting.objects.filter(rail=rail).exclude(image=None).first()
        if row is None or row.image is None:
            raise NotFound
        return bytes(row.image)


def intent(actor: Actor, intent: int) -> IntentView:
    """One, with what was sent as proof. Raises `NotFound`, also for somebody else's."""
    with within(actor.here):
        row = Intent.objects.filter(id=intent).first()
        if row is None or not policy.may_see(actor, row.payer_id):
            raise NotFound
        proofs = tuple(as_proof(one) for one in row.proofs.order_by("-id"))
        return as_intent(row, members.names_of({row.payer_id}), proofs)


def intent_about(about: str) -> IntentView | None:
    """What is asked for a thing now, within the community entered."""
    row = Intent.objects.filter(about=about, state=Intent.State.OPEN).first()
    return None if row is None else as_intent(row, {})


def open_intents(actor: Actor) -> list[IntentView]:
    """What is asked of a member now."""
    with within(actor.here):
        rows = Intent.objects.filter(payer_id=actor.person, state=Intent.State.OPEN).order_by("-id")
        return [as_intent(row, {}) for row in rows[:50]]


def own_payouts(actor: Actor, limit: int = 20) -> list[PayoutView]:
    """A member's, newest first."""
    with within(actor.here):
        return [as_payout(row, {}) for row in Payout.objects.filter(person_id=actor.person).order_by("-id")[:limit]]


def proof_image(actor: Actor, proof: int) -> bytes:
    """JPEG; the payer's own, or for those who look after the money. Raises `NotFound`."""
    with within(actor.here):
        row = Proof.objects.select_related("intent").filter(id=proof).exclude(image=None).first()
        if row is None or row.image is None or not policy.may_see(actor, row.intent.payer_id):
            raise NotFound
        return bytes(row.image)


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
