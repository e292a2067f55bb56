"""Money moves: all of it or nothing, once for each key, never into debt."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.ledger import facade as ledger
from qunli.domains.ledger.models import Inspection, Transfer
from qunli.domains.ledger.tests.conftest import as_role, cny, move
from qunli.kit.money import POINTS, Money

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M13"), pytest.mark.database]


def at(actor: Actor, address: str, currency: str = "CNY") -> int:
    with tenancy.within(actor.here):
        return ledger.balance(address, currency).minor


def test_the_example_of_the_readme_adds_up(host: Actor) -> None:
    """100.00 for a course by bank, a tenth to an agent, half given back: see the table in README.md."""
    paid = [
        ledger.Move("rail:bank", "member:7", cny(10_000), ledger.Kind.TOP_UP),
        ledger.Move("member:7", "held:order:5", cny(10_000), ledger.Kind.HOLD, "order:5"),
        ledger.Move("held:order:5", "income:courses", cny(9_000), ledger.Kind.EARNED, "order:5"),
        ledger.Move("held:order:5", "held:agent:3", cny(1_000), ledger.Kind.COMMISSION, "order:5"),
    ]
    with tenancy.within(host.here), transaction.atomic():
        ids = ledger.transfer(paid, key="order:5:paid")
        half = [
            ledger.Move("income:courses", "member:7", cny(4_500), ledger.Kind.REFUND, "order:5"),
            ledger.Move("held:agent:3", "member:7", cny(500), ledger.Kind.REFUND, "order:5"),
        ]
        ledger.transfer(half, key="order:5:refund")
    assert len(ids) == 4
    standing = {address: at(host, address) for address in ("rail:bank", "member:7", "held:order:5", "income:courses")}
    assert standing == {"rail:bank": -10_000, "member:7": 5_000, "held:order:5": 0, "income:courses": 4_500}
    assert at(host, "held:agent:3") == 500
    lines = ledger.trial_balance(host)
    assert [(one.root, one.debit.minor, one.credit.minor) for one in lines] == [
        ("rail", 10_000, 0),
        ("member", 0, 5_000),
        ("held", 0, 500),
        ("income", 0, 4_500),
    ]


def test_what_is_not_there_cannot_be_given_and_then_nothing_moves(host: Actor) -> None:
    move(host, "rail:bank", "member:1", 500)
    both = [
        ledger.Move("member:1", "member:2", cny(400), ledger.Kind.GIFT),
        ledger.Move("member:1", "member:3", cny(101), ledger.Kind.GIFT),
    ]
    with tenancy.within(host.here), pytest.raises(ledger.NotEnough) as refusal, transaction.atomic():
        ledger.transfer(both, key="gifts")
    assert str(refusal.value.sentence) == "CN¥1.00 is there, CN¥1.01 is needed."
    assert (at(host, "member:1"), at(host, "member:2"), at(host, "member:3")) == (500, 0, 0)


def test_money_that_came_in_earlier_in_the_same_call_can_be_given_on(host: Actor) -> None:
    through = [
        ledger.Move("rail:bank", "member:1", cny(5), ledger.Kind.TOP_UP),
        ledger.Move("member:1", "income:tea", cny(5), ledger.Kind.PAYMENT),
    ]
    with tenancy.within(host.here), transaction.atomic():
        ledger.transfer(through, key="through")
    assert (at(host, "member:1"), at(host, "income:tea")) == (0, 5)


def test_the_same_key_moves_once_and_for_nothing_else(host: Actor) -> None:
    first = move(host, "rail:bank", "member:1", 500, key="once")
    assert move(host, "rail:bank", "member:1", 500, key="once") == first
    with pytest.raises(Conflict) as refusal:
        move(host, "rail:bank", "member:1", 501, key="once")
    assert refusal.value.code == "key_reused"
    assert at(host, "member:1") == 500


def test_two_communities_have_books_of_their_own(host: Actor, stranger: Actor) -> None:
    move(host, "rail:bank", "member:1", 500, key="same")
    move(stranger, "rail:bank", "member:1", 70, key="same")
    assert (at(host, "member:1"), at(stranger, "member:1")) == (500, 70)


def test_points_and_money_lie_apart(host: Actor) -> None:
    move(host, "issue", "member:1", 30, currency=POINTS)
    assert (at(host, "member:1"), at(host, "member:1", POINTS)) == (0, 30)


def test_outside_an_operation_nothing_moves(host: Actor) -> None:
    wanted = [ledger.Move("rail:bank", "member:1", cny(5), ledger.Kind.TOP_UP)]
    with tenancy.within(host.here), pytest.raises(RuntimeError):
        ledger.transfer(wanted, key="loose")
    with transaction.atomic(), pytest.raises(RuntimeError):
        ledger.transfer(wanted, key="loose")
    assert at(host, "member:1") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ledger.Move("rail:bank", "member:1", cny(0), ledger.Kind.TOP_UP),
        ledger.Move("rail:bank", "member:1", cny(-5), ledger.Kind.TOP_UP),
        ledger.Move("member:1", "member:1", cny(5), ledger.Kind.GIFT),
        ledger.Move("rail", "member:1", cny(5), ledger.Kind.TOP_UP),
        ledger.Move("nowhere:1", "member:1", cny(5), ledger.Kind.TOP_UP),
    ],
)
def test_moves_that_cannot_be_right_are_a_mistake_of_the_program(host: Actor, wrong: ledger.Move) -> None:
    with tenancy.within(host.here), transaction.atomic(), pytest.raises(ValueError, match=r".+"):
        ledger.transfer([wrong], key="wrong")
    assert at(host, "member:1") == 0


def test_partial_reversals_end_at_the_whole(host: Actor) -> None:
    first = move(host, "rail:bank", "member:1", 1_000)
    with tenancy.within(host.here), transaction.atomic():
        part = ledger.reverse(first, key="part", amount=cny(333))
        assert ledger.reverse(first, key="part", amount=cny(333)) == part
        ledger.reverse(first, key="rest")
    assert at(host, "member:1") == 0
    with tenancy.within(host.here), pytest.raises(Invalid), transaction.atomic():
        ledger.reverse(first, key="more", amount=cny(1))
    with tenancy.within(host.here):
        assert list(Transfer.objects.filter(reverses=first).order_by("id").values_list("amount", flat=True)) == [
            333,
            667,
        ]


def test_a_person_books_a_cost_and_it_is_told(host: Actor) -> None:
    given = {"source": "cost:rent", "target": "rail:bank", "amount": cny(9_900), "note": "Room in May", "key": "may"}
    made = ledger.book(actor=host, **given)
    assert ledger.book(actor=host, **given) == made
    assert ledger.shown_transfer(host, made).kind == "cost"
    assert (at(host, "cost:rent"), at(host, "rail:bank")) == (-9_900, 9_900)
    with pytest.raises(Forbidden):
        ledger.book(actor=as_role(host, "analyst"), **given | {"key": "june"})
    for field, wrong in {"source": "rent", "target": "cost:rent", "amount": cny(0), "note": " "}.items():
        with pytest.raises(Invalid) as refusal:
            ledger.book(actor=host, **given | {"key": field, field: wrong})
        assert refusal.value.field == field
    assert (at(host, "cost:rent"), at(host, "rail:bank")) == (-9_900, 9_900)


def test_only_those_with_the_power_read_the_books(host: Actor) -> None:
    move(host, "rail:bank", "member:1", 500)
    member = Actor(kind="member", id=1, community=host.here)
    for asked in (ledger.trial_balance, ledger.accounts, ledger.transfers, ledger.inspected, ledger.table):
        with pytest.raises(Forbidden):
            asked(member)
    [one, _other], total = ledger.accounts(host)
    assert (one.address, one.balance, total) == ("member:1", cny(500), 2)
    assert [(line.other, line.amount.minor, line.after.minor) for line in ledger.statement(host, one.id)] == [
        ("rail:bank", 500, 500)
    ]


def test_sound_books_are_found_sound_and_a_look_goes_on_where_the_last_one_ended(host: Actor) -> None:
    move(host, "rail:bank", "member:1", 500)
    assert ledger.inspect(actor=system(host.here)) == 0
    move(host, "member:1", "member:2", 5)
    assert ledger.inspect(actor=system(host.here)) == 0
    assert ledger.inspect(actor=system(host.here), whole=True) == 0
    with tenancy.within(host.here):
        row = Inspection.objects.get()
    assert (row.entries, row.faults, row.faulty_since) == (4, [], None)


@pytest.mark.slow
def test_books_that_somebody_falsified_past_the_guards_are_found_faulty(host: Actor) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the guards cannot be put to sleep for a moment")
    move(host, "rail:bank", "member:1", 500)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_account DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_account SET balance = 900 WHERE address = 'member:1'")
        cursor.execute("ALTER TABLE ledger_account ENABLE TRIGGER USER")
    assert ledger.inspect(actor=system(host.here)) == 2
    assert ledger.inspected(host).faults == (  # type: ignore[union-attr]
        "the balances of 1 currencies do not sum to zero",
        "1 accounts do not stand where their last entry left them",
    )


@pytest.mark.slow
def test_those_who_give_to_each_other_at_the_same_time_never_wait_for_each_other_for_ever(host: Actor) -> None:
    move(host, "rail:bank", "member:1", 1_000)
    move(host, "rail:bank", "member:2", 1_000)
    went: list[int] = []

    def give(source: str, target: str) -> None:
        for _turn in range(25):
            went.append(move(host, source, target, 7))
        connection.close()

    ends = ("member:1", "member:2"), ("member:2", "member:1")
    threads = [threading.Thread(target=give, args=pair) for pair in (*ends, *ends)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(went)) == 100
    assert (at(host, "member:1"), at(host, "member:2")) == (1_000, 1_000)
    assert ledger.inspect(actor=system(host.here), whole=True) == 0


@pytest.mark.slow
def test_the_same_key_at_the_same_time_moves_once(host: Actor) -> None:
    ids: list[int] = []

    def pay() -> None:
        ids.append(move(host, "rail:bank", "member:1", 500, key="webhook:1"))
        connection.close()

    threads = [threading.Thread(target=pay) for _one in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1
    assert at(host, "member:1") == 500


def test_a_statement_pages_by_version(host: Actor) -> None:
    for minor in (1, 2, 3, 4, 5):
        move(host, "rail:bank", "member:1", minor)
    with tenancy.within(host.here):
        newest = ledger.statement_at("member:1", "CNY", limit=2)
        older = ledger.statement_at("member:1", "CNY", before=newest[-1].version, limit=2)
        assert ledger.statement_at("member:9", "CNY") == []
    assert [one.amount for one in newest + older] == [Money(minor, "CNY") for minor in (5, 4, 3, 2)]
