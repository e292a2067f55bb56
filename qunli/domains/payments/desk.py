"""What those who look after the money read: what came in, what is to be looked at, what goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.core.tenancy import within
from qunli.domains.members import facade as members
from qunli.domains.payments import policy
from qunli.domains.payments.models import Arrival, Intent, Payout, Proof
from qunli.domains.payments.shapes import IntentView, PayoutView, as_intent, as_payout, as_proof
from qunli.kit.money import Money

WHICH = ("look", "open", "paid", "called_off")
"""What the list of what is asked for can be narrowed to; `look`: a proof waits."""


@dataclass(frozen=True)
class ArrivalView:
    """What came in, by which rail; `back` is what was sent back of it."""

    id: int
    rail: str
    external: str
    intent: int
    name: str
    title: str
    amount: Money
    back: Money
    at: datetime
    undone_at: datetime | None
    note: str


def intents(
    actor: Actor, *, which: str = "", search: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[IntentView], int]:
    """Newest first, each with its proofs; `search` is a reference, or part of a name or title. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with within(actor.here):
        rows = _narrowed(which, search)
        page = list(rows.order_by("-id")[offset : offset + limit])
        names = members.names_of({row.payer_id for row in page})
        proofs: dict[int, list[Proof]] = {}
        for one in Proof.objects.filter(intent__in=page).defer("image").order_by("-id"):
            proofs.setdefault(one.intent_id, []).append(one)
        found = [as_intent(row, names, tuple(as_proof(one) for one in proofs.get(row.id, []))) for row in page]
        return found, rows.count()


def arrivals(actor: Actor, *, intent: int | None = None, limit: int = 50, offset: int = 0) -> list[ArrivalView]:
    """Newest first. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with within(actor.here):
        rows = Arrival.objects.select_related("intent").order_by("-id")
        if intent is not None:
            rows = rows.filter(intent_id=intent)
        page = list(rows[offset : offset + limit])
        names = members.names_of({row.intent.payer_id for row in page})
        return [_arrival(row, names) for row in page]


def payouts(actor: Actor, *, state: str = "", limit: int = 50, offset: int = 0) -> tuple[list[PayoutView], int]:
    """Newest first. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with within(actor.here):
        rows = Payout.objects.filter(**({"state": state} if state else {}))
        page = list(rows.order_by("-id")[offset : offset + limit])
        names = members.names_of({row.person_id for row in page})
        return [as_payout(row, names) for row in page], rows.count()


def payout(actor: Actor, payout: int) -> PayoutView:
    """One. Raises `Forbidden`, `NotFound`."""
    policy.may_read(actor).or_refuse()
    with within(actor.here):
        row = Payout.objects.filter(id=payout).first()
        if row is None:
            raise NotFound
        return as_payout(row, members.names_of({row.person_id}))


def counts(actor: Actor) -> dict[str, int]:
    """How many wait: proofs to look at, withdrawals to approve, money to send. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with within(actor.here):
        return {
            "look": Proof.objects.filter(state=Proof.State.WAITING).values("intent").distinct().count(),
            "asked": Payout.objects.filter(state=Payout.State.ASKED).count(),
            "approved": Payout.objects.filter(state=Payout.State.APPROVED).count(),
        }


def table(actor: Actor) -> Iterator[list[object]]:
    """What came in and went out, for a spreadsheet, with a head. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    return _table(actor)


def _table(actor: Actor) -> Iterator[list[object]]:
    yield ["what", "number", "rail", "external", "person", "about", "currency", "amount", "at", "state"]
    step, offset = 500, 0
    while found := arrivals(actor, limit=step, offset=offset):
        offset += step
        for one in found:
            state = "undone" if one.undone_at else "in"
            facts = ["in", one.id, one.rail, one.external, one.name, one.title, one.amount.currency]
            yield [*facts, str(one.amount.major), one.at.isoformat(), state]
    offset = 0
    while went := payouts(actor, limit=step, offset=offset)[0]:
        offset += step
        for out in went:
            facts = [out.reason, out.id, out.rail, out.external, out.name, out.about, out.amount.currency]
            yield [*facts, str((-out.amount).major), out.asked_at.isoformat(), out.state]


def _narrowed(which: str, search: str) -> QuerySet[Intent]:
    rows, text = Intent.objects.all(), search.strip()
    if which == "look":
        waiting = Proof.objects.filter(intent_id=OuterRef("id"), state=Proof.State.WAITING)
        rows = rows.filter(Exists(waiting))
    elif which:
        rows = rows.filter(state=which)
    if text:
        named = Q(payer__name__icontains=text) | Q(title__icontains=text)
        rows = rows.filter(Q(reference=text.upper()) | named)
    return rows


def _arrival(row: Arrival, names: dict[int, str]) -> ArrivalView:
    return ArrivalView(
        id=row.id,
        rail=row.rail,
        external=row.external,
        intent=row.intent_id,
        name=names.get(row.intent.payer_id, ""),
        title=row.intent.title,
        amount=Money(row.minor, row.currency),
        back=Money(row.back, row.currency),
        at=row.at,
        undone_at=row.undone_at,
        note=row.note,
    )
