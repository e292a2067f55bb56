"""A member wants money out of their wallet, or keeps it after all."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.payments import decisions, policy, queries
from qunli.domains.payments.events import PayoutAsked, PayoutCalledOff
from qunli.domains.payments.models import Payout
from qunli.domains.payments.operations.arrive import MANUAL
from qunli.domains.payments.operations.pay_out import hold, in_state, release
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
def call_off_payout(*, actor: Actor, payout: int, key: str | None = None) -> None:
    """The member wants to keep it in the wallet after all. Raises `NotFound`, `Conflict` once it is approved."""
    row = queries.payout_to_change(payout)
    policy.may_have_wallet(actor).or_refuse()
    if row.person_id != actor.id:
        raise NotFound
    in_state(row, State.ASKED)
    release(row, State.CALLED_OFF)
    tell(PayoutCalledOff(community=actor.here, payout=row.id, person=row.person_id))


def _today(person: int, currency: str) -> int:
    since = timezone.now() - timedelta(days=1)
    rows = Payout.objects.filter(person_id=person, currency=currency, asked_at__gt=since)
    rows = rows.filter(reason=Payout.Reason.WITHDRAWAL, state__in=(State.ASKED, State.APPROVED, State.SENT))
    return rows.aggregate(n=Sum("minor"))["n"] or 0
