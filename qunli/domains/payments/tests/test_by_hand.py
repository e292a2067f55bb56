"""Money comes in by hand: asked for, proved, confirmed, put right."""

from __future__ import annotations

import io

import pytest
from django.db import transaction
from PIL import Image

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from qunli.domains.ledger import facade as ledger
from qunli.domains.payments import facade as payments
from qunli.domains.payments.models import Arrival, Intent, Payout
from qunli.domains.payments.tests.conftest import as_role, at, cny, joined, wallet
from qunli.kit.money import POINTS, Money

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M11"), pytest.mark.database]


def asked(host: Actor, payer: Actor, minor: int = 8_800, about: str = "order:1") -> int:
    with tenancy.within(host.here), transaction.atomic():
        return payments.ask(payer=payer.person, amount=cny(minor), about=about, title="Tea, a pound")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "#2a6").save(out, "PNG")
    return out.getvalue()


def test_a_member_proves_and_the_operator_confirms_what_came(host: Actor, mei: Actor) -> None:
    one = asked(host, mei)
    payments.prove(actor=mei, intent=one, data=picture(), note="from card 1234")
    [seen], total = payments.intents(host, which="look")
    assert (seen.name, seen.amount, seen.proofs[0].note, total) == ("Mei", cny(8_800), "from card 1234", 1)
    assert payments.proof_image(host, seen.proofs[0].id).startswith(b"\xff\xd8")
    payments.confirm(actor=host, intent=one, amount=cny(8_800), key="c1")
    payments.confirm(actor=host, intent=one, amount=cny(8_800), key="c1")
    assert (wallet(mei), at(host, "rail:manual")) == (8_800, -8_800)
    after = payments.intent(mei, one)
    assert (after.state, after.received, after.proofs[0].state) == ("paid", cny(8_800), "confirmed")
    assert payments.counts(host)["look"] == 0


def test_less_more_and_twice_all_stay_in_the_wallet(host: Actor, mei: Actor) -> None:
    one = asked(host, mei)
    payments.confirm(actor=host, intent=one, amount=cny(8_000), key="first")
    assert (payments.intent(mei, one).state, payments.intent(mei, one).missing) == ("open", cny(800))
    payments.confirm(actor=host, intent=one, amount=cny(900), key="rest and more")
    assert (payments.intent(mei, one).state, payments.intent(mei, one).missing) == ("paid", cny(0))
    payments.confirm(actor=host, intent=one, amount=cny(8_800), key="sent twice")
    assert wallet(mei) == 17_700
    assert [line.amount.minor for line in payments.statement(mei, "CNY")] == [8_800, 900, 8_000]


def test_a_mistaken_confirmation_is_taken_back_while_the_money_is_there(host: Actor, mei: Actor) -> None:
    one = asked(host, mei)
    first = payments.confirm(actor=host, intent=one, amount=cny(8_800), key="c")
    payments.undo(actor=host, arrival=first, why="It was another Mei")
    assert (wallet(mei), payments.intent(mei, one).state, payments.intent(mei, one).received) == (0, "open", cny(0))
    with pytest.raises(Conflict):
        payments.undo(actor=host, arrival=first, why="again")
    second = payments.confirm(actor=host, intent=one, amount=cny(8_800), key="c2")
    spend(host, mei, 8_000)
    with pytest.raises(ledger.NotEnough):
        payments.undo(actor=host, arrival=second, why="too late")
    assert wallet(mei) == 800


def spend(host: Actor, member: Actor, minor: int) -> None:
    with tenancy.within(host.here), transaction.atomic():
        move = ledger.Move(f"member:{member.person}", "held:order:1", cny(minor), ledger.Kind.PAYMENT)
        ledger.transfer([move], key=f"spent:{minor}")


def test_a_proof_that_shows_nothing_is_refused_with_a_reason(host: Actor, mei: Actor, lin: Actor) -> None:
    one = asked(host, mei)
    proof = payments.prove(actor=mei, intent=one, note="paid on Monday")
    payments.refuse_proof(actor=host, proof=proof, why="Nothing came on Monday")
    [seen] = payments.intent(mei, one).proofs
    assert (seen.state, seen.why, wallet(mei)) == ("refused", "Nothing came on Monday", 0)
    with pytest.raises(Conflict):
        payments.refuse_proof(actor=host, proof=proof, why="again")
    for wrong in ({"data": None, "note": " "}, {"data": b"no picture", "note": ""}):
        with pytest.raises(Invalid):
            payments.prove(actor=mei, intent=one, **wrong)
    with pytest.raises(NotFound):
        payments.prove(actor=lin, intent=one, note="I paid for her")
    for turn in range(9):
        payments.prove(actor=mei, intent=one, note=f"paid {turn}")
    with pytest.raises(TooMany):
        payments.prove(actor=mei, intent=one, note="and again")
    assert wallet(mei) == 0


def test_a_thing_is_asked_for_once_and_can_be_called_off(host: Actor, mei: Actor) -> None:
    one = asked(host, mei, 500)
    assert asked(host, mei, 700) == one
    assert payments.intent(mei, one).amount == cny(700)
    with tenancy.within(host.here), transaction.atomic():
        payments.call_off(about="order:1")
    assert payments.intent(mei, one).state == "called_off"
    with pytest.raises(Conflict):
        payments.prove(actor=mei, intent=one, note="late")
    payments.confirm(actor=host, intent=one, amount=cny(700), key="late")
    assert (wallet(mei), payments.intent(mei, one).state) == (700, "called_off")
    assert asked(host, mei, 700) != one


def test_a_member_tops_up_and_changes_their_mind(host: Actor, mei: Actor, lin: Actor) -> None:
    one = payments.top_up(actor=mei, amount=cny(5_000), title="For my wallet")
    assert payments.top_up(actor=mei, amount=cny(6_000), title="For my wallet") == one
    assert [seen.amount for seen in payments.open_intents(mei)] == [cny(6_000)]
    with pytest.raises(NotFound):
        payments.leave(actor=lin, intent=one)
    payments.leave(actor=mei, intent=one)
    assert payments.open_intents(mei) == []
    for wrong in (cny(0), Money(5, POINTS), cny(10**13)):
        with pytest.raises(Invalid):
            payments.top_up(actor=mei, amount=wrong, title="x")


def test_what_a_provider_says_twice_comes_in_once(host: Actor, mei: Actor) -> None:
    one = asked(host, mei)
    robot = system(host.here)
    first = payments.arrive(actor=robot, rail="stripe", external="pi_1", intent=one, amount=cny(8_800))
    assert payments.arrive(actor=robot, rail="stripe", external="pi_1", intent=one, amount=cny(8_800)) == first
    with pytest.raises(Conflict):
        payments.arrive(actor=robot, rail="stripe", external="pi_1", intent=one, amount=cny(1))
    assert payments.arrive(actor=robot, rail="stripe", external="pi_2", intent=one + 999, amount=cny(5)) is None
    with pytest.raises(Forbidden):
        payments.arrive(actor=host, rail="stripe", external="pi_3", intent=one, amount=cny(5))
    assert (wallet(mei), at(host, "rail:stripe")) == (8_800, -8_800)
    with pytest.raises(Conflict):
        payments.undo(actor=host, arrival=first or 0, why="not by hand")


def test_only_those_with_the_power_confirm_and_nobody_reads_others(host: Actor, mei: Actor, lin: Actor) -> None:
    one = asked(host, mei)
    for nobody in (as_role(host, "analyst"), mei):
        with pytest.raises(Forbidden):
            payments.confirm(actor=nobody, intent=one, amount=cny(8_800), key="k")
    with pytest.raises(NotFound):
        payments.intent(lin, one)
    for read in (payments.intents, payments.arrivals, payments.payouts, payments.counts, payments.table):
        with pytest.raises(Forbidden):
            read(mei)
    assert payments.intents(as_role(host, "analyst"))[1] == 1
    with pytest.raises(Invalid):
        payments.confirm(actor=host, intent=one, amount=Money(5, "USD"), key="k")
    assert wallet(mei) == 0


def test_what_was_paid_goes_back_by_its_rail_and_the_rest_stays(host: Actor, mei: Actor) -> None:
    one = asked(host, mei, 1_000)
    payments.confirm(actor=host, intent=one, amount=cny(600), key="a")
    payments.confirm(actor=host, intent=one, amount=cny(400), key="b")
    with tenancy.within(host.here), transaction.atomic():
        made = payments.send_back(about="order:1", amount=cny(700))
    assert wallet(mei) == 300
    found, total = payments.payouts(host, state="approved")
    assert [(row.reason, row.amount.minor) for row in found] == [("refund", 300), ("refund", 400)]
    for payout in made:
        payments.mark_sent(actor=host, payout=payout, external="bank 77")
    assert (at(host, "rail:manual"), wallet(mei), total) == (-300, 300, 2)
    with tenancy.within(host.here), transaction.atomic():
        assert len(payments.send_back(about="order:1", amount=cny(5_000))) == 1
        assert payments.send_back(about="order:2", amount=cny(5_000)) == []
    assert wallet(mei) == 0
    with tenancy.within(host.here):
        assert sum(Arrival.objects.values_list("back", flat=True)) == 1_000


def test_a_refund_that_could_not_be_sent_is_in_the_wallet_and_can_go_back_again(host: Actor, mei: Actor) -> None:
    one = asked(host, mei, 1_000)
    payments.confirm(actor=host, intent=one, amount=cny(1_000), key="a")
    with tenancy.within(host.here), transaction.atomic():
        [payout] = payments.send_back(about="order:1", amount=cny(1_000))
    payments.mark_failed(actor=host, payout=payout, why="The account was closed")
    assert wallet(mei) == 1_000
    with tenancy.within(host.here), transaction.atomic():
        assert len(payments.send_back(about="order:1", amount=cny(1_000))) == 1


def test_the_terms_and_the_account_to_pay_to(host: Actor, mei: Actor) -> None:
    assert payments.terms(host.here).currency == "USD"
    payments.write_terms(actor=host, currency="CNY", withdrawals=True, least=500, most_a_day=20_000)
    assert (payments.terms(host.here).currency, payments.terms(host.here).least) == ("CNY", cny(500))
    assert payments.rails(host.here) == []
    with pytest.raises(Invalid):
        payments.set_manual(actor=host, on=True, words=" ")
    payments.set_manual(actor=host, on=True, words="Bank of Tea 123", image=picture())
    [rail] = payments.rails(host.here)
    assert (rail.words, rail.has_image, payments.rail_image(host.here, "manual")[:2]) == (
        "Bank of Tea 123",
        True,
        b"\xff\xd8",
    )
    with pytest.raises(Forbidden):
        payments.set_manual(actor=mei, on=False, words="x")
    for wrong in ({"currency": "POINTS"}, {"currency": "???"}, {"most_a_day": 1}):
        with pytest.raises(Invalid):
            payments.write_terms(
                actor=host, **{"currency": "CNY", "withdrawals": True, "least": 5, "most_a_day": 50} | wrong
            )


def test_communities_are_apart(host: Actor, stranger: Actor, mei: Actor) -> None:
    one = asked(host, mei)
    other = joined(stranger, "Ana")
    with pytest.raises(NotFound):
        payments.confirm(actor=stranger, intent=one, amount=cny(8_800), key="k")
    with pytest.raises(NotFound):
        payments.intent(other, one)
    with tenancy.within(stranger.here):
        assert (Intent.objects.count(), Payout.objects.count()) == (0, 0)
