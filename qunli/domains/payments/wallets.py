"""What members see of their money."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.money import shown
from qunli.core.refusals import NotFound, Sentence
from qunli.core.tenancy import within
from qunli.core.words import _
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import policy, queries
from qunli.domains.payments.models import Intent, Payout, Proof, RailSetting
from qunli.domains.payments.shapes import (
    IntentView,
    PayoutView,
    RailView,
    TermsView,
    as_intent,
    as_payout,
    as_proof,
)
from qunli.kit.money import POINTS, Money


def spendable(person: int, currency: str) -> Money:
    """What a member may spend of a currency, within the community entered."""
    return ledger.balance(ledger.member(person), currency)


def spendable_of(actor: Actor, currency: str) -> Money:
    """What a member may spend of a currency."""
    with within(actor.here):
        return spendable(actor.person, currency)


def asked_about(actor: Actor, about: str) -> IntentView | None:
    """What is asked of a member for a thing now."""
    with within(actor.here):
        found = intent_about(about)
    return found if found is not None and found.payer == actor.person else None


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
    """One, with what was sent as proof. Raises `NotFound`, for members also when it is somebody else's; `Forbidden`."""
    if actor.kind != "member":
        policy.may_read(actor).or_refuse()
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
