"""Money goes out: asked for, approved by somebody else, held, sent."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import facade as payments
from qunli.domains.payments.handlers import HANDLERS
from qunli.domains.payments.tests.conftest import as_role, at, cny, joined, wallet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M11"), pytest.mark.database]


def rich(host: Actor, member: Actor, minor: int = 10_000) -> None:
    one = payments.top_up(actor=member, amount=cny(minor), title="Wallet")
    payments.confirm(actor=host, intent=one, amount=cny(minor), key=f"rich:{member.person}")


def terms(host: Actor, **more: object) -> None:
    facts = {"currency": "CNY", "withdrawals": True, "least": 500, "most_a_day": 6_000} | more
    payments.write_terms(actor=host, **facts)  # type: ignore[arg-type]


def test_a_member_withdraws_somebody_approves_and_sends(host: Actor, mei: Actor) -> None:
    terms(host)
    rich(host, mei)
    one = payments.withdraw(actor=mei, amount=cny(4_000), to="Bank of Mei 88", key="w")
    assert payments.withdraw(actor=mei, amount=cny(4_000), to="Bank of Mei 88", key="w") == one
    assert (wallet(mei), at(host, f"held:payout:{one}")) == (6_000, 4_000)
    with pytest.raises(Conflict):
        payments.mark_sent(actor=host, payout=one)
    payments.approve(actor=host, payout=one)
    payments.mark_sent(actor=host, payout=one, external="TT 5")
    assert (wallet(mei), at(host, f"held:payout:{one}"), at(host, "rail:manual")) == (6_000, 0, -6_000)
    [seen] = payments.own_payouts(mei)
    assert (seen.state, seen.external, seen.to) == ("sent", "TT 5", "Bank of Mei 88")
    with pytest.raises(Conflict):
        payments.mark_failed(actor=host, payout=one, why="too late")


def test_what_is_refused_or_taken_back_is_in_the_wallet_again(host: Actor, mei: Actor, lin: Actor) -> None:
    terms(host)
    rich(host, mei)
    first = payments.withdraw(actor=mei, amount=cny(1_000), to="x")
    payments.refuse(actor=host, payout=first, why="Tell us your bank")
    second = payments.withdraw(actor=mei, amount=cny(1_000), to="x")
    with pytest.raises(NotFound):
        payments.call_off_payout(actor=lin, payout=second)
    payments.call_off_payout(actor=mei, payout=second)
    third = payments.withdraw(actor=mei, amount=cny(1_000), to="x")
    payments.approve(actor=host, payout=third)
    with pytest.raises(Conflict):
        payments.call_off_payout(actor=mei, payout=third)
    payments.mark_failed(actor=host, payout=third, why="No such account")
    assert wallet(mei) == 10_000
    assert [(one.state, one.why) for one in payments.own_payouts(mei)] == [
        ("failed", "No such account"),
        ("called_off", ""),
        ("refused", "Tell us your bank"),
    ]


def test_limits_hold(host: Actor, mei: Actor) -> None:
    terms(host)
    rich(host, mei)
    with pytest.raises(Invalid) as least:
        payments.withdraw(actor=mei, amount=cny(499), to="x")
    assert "5.00" in str(least.value.sentence)
    payments.withdraw(actor=mei, amount=cny(5_500), to="x")
    with pytest.raises(TooMany):
        payments.withdraw(actor=mei, amount=cny(501), to="x")
    with pytest.raises(Invalid):
        payments.withdraw(actor=mei, amount=cny(500), to=" ")
    terms(host, most_a_day=None)
    with pytest.raises(ledger.NotEnough):
        payments.withdraw(actor=mei, amount=cny(4_501), to="x")
    terms(host, withdrawals=False)
    with pytest.raises(Conflict):
        payments.withdraw(actor=mei, amount=cny(600), to="x")
    assert wallet(mei) == 4_500


def test_nobody_approves_their_own_withdrawal(host: Actor) -> None:
    terms(host)
    own = joined(host, "The host", user=host.id)
    rich(host, own)
    one = payments.withdraw(actor=own, amount=cny(1_000), to="x")
    for deed in (payments.approve, payments.mark_sent):
        with pytest.raises(Forbidden):
            deed(actor=host, payout=one)
    with pytest.raises(Forbidden):
        payments.approve(actor=as_role(host, "analyst"), payout=one)
    assert payments.own_payouts(own)[0].state == "asked"


def test_a_person_with_money_is_not_erased_before_it_is_paid_out(host: Actor, mei: Actor) -> None:
    terms(host)
    rich(host, mei, 1_000)
    with pytest.raises(Conflict) as refusal:
        members.erase_person(actor=host, person=mei.person)
    assert refusal.value.code == "in_the_way"
    assert "10.00" in str(refusal.value.sentence)
    one = payments.withdraw(actor=mei, amount=cny(1_000), to="Bank of Mei 88")
    with pytest.raises(Conflict):
        members.erase_person(actor=host, person=mei.person)
    payments.approve(actor=host, payout=one)
    payments.mark_sent(actor=host, payout=one)
    assert payments.exported(host.here, mei.person)["paid_out"][0]["to"] == "Bank of Mei 88"
    members.erase_person(actor=host, person=mei.person)
    dispatch(HANDLERS)
    assert payments.exported(host.here, mei.person)["paid_out"][0]["to"] == ""


def test_two_wallets_of_one_person_become_one(host: Actor, mei: Actor, lin: Actor) -> None:
    rich(host, mei, 1_000)
    rich(host, lin, 250)
    members.merge_people(actor=host, kept=mei.person, merged=lin.person)
    dispatch(HANDLERS)
    dispatch(HANDLERS)
    assert (wallet(mei), at(host, f"member:{lin.person}")) == (1_250, 0)
