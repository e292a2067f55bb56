"""A member orders, pays, receives; time passes; money is earned."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.tasks import keep_time_of
from qunli.domains.commerce.tests.conftest import (
    HOME,
    ago,
    as_role,
    at,
    bought,
    buy,
    cny,
    heard,
    joined,
    offer,
    received,
    rich,
    tin,
    wallet,
)
from qunli.domains.payments import facade as payments

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M1"), pytest.mark.database]


def test_from_the_order_to_the_income(host: Actor, mei: Actor) -> None:
    """88.00 twice and 12.00 for the parcel: paid, held, sent, received, earned."""
    tea = offer(host, tin(stock=5), shipping=1_200)
    order = buy(mei, tea, 2)
    seen = commerce.order(mei, order)
    assert (seen.goods, seen.shipping, seen.total, seen.state) == (cny(17_600), cny(1_200), cny(18_800), "placed")
    rich(host, mei, 20_000)
    assert commerce.pay(actor=mei, order=order) is None
    assert (wallet(mei), at(host, f"held:order:{order}")) == (1_200, 18_800)
    lines = [line.id for line in seen.lines]
    commerce.deliver(actor=host, order=order, lines=lines, how="SF 1234")
    assert commerce.order(mei, order).next_to_receive[0].how == "SF 1234"
    commerce.receive(actor=mei, order=order, lines=lines)
    assert (at(host, f"held:order:{order}"), at(host, "income:product"), at(host, "income:shipping")) == (
        0,
        17_600,
        1_200,
    )
    assert commerce.offer(host, tea.id).variants[0].stock == 3
    assert commerce.order(mei, order).state == "paid"
    ago(host, order, days=15)
    keep_time_of(host.here)
    assert commerce.order(mei, order).state == "closed"


def test_what_is_missing_is_asked_for_and_the_order_is_paid_when_it_comes(host: Actor, mei: Actor) -> None:
    order = buy(mei, offer(host))
    rich(host, mei, 800)
    asked = commerce.pay(actor=mei, order=order)
    assert asked is not None
    assert payments.intent(mei, asked).missing == cny(8_000)
    payments.confirm(actor=host, intent=asked, amount=cny(5_000), key="part")
    heard()
    assert commerce.order(mei, order).state == "placed"
    assert commerce.pay(actor=mei, order=order) == asked
    assert payments.intent(mei, asked).missing == cny(3_000)
    payments.confirm(actor=host, intent=asked, amount=cny(3_500), key="rest")
    heard()
    heard()
    assert (commerce.order(mei, order).state, wallet(mei)) == ("paid", 500)
    assert payments.open_intents(mei) == []


def test_money_for_a_cancelled_order_stays_in_the_wallet(host: Actor, mei: Actor) -> None:
    tea = offer(host, tin(stock=1))
    order = buy(mei, tea)
    asked = commerce.pay(actor=mei, order=order) or 0
    commerce.cancel(actor=mei, order=order)
    payments.confirm(actor=host, intent=asked, amount=cny(8_800), key="late")
    heard()
    assert (commerce.order(mei, order).state, wallet(mei), commerce.offer(host, tea.id).variants[0].stock) == (
        "cancelled",
        8_800,
        1,
    )
    with pytest.raises(Conflict):
        commerce.pay(actor=mei, order=order)


def test_what_is_not_paid_in_two_days_is_on_sale_again(host: Actor, mei: Actor, lin: Actor) -> None:
    tea = offer(host, tin(stock=1))
    order = buy(mei, tea)
    with pytest.raises(Conflict) as refusal:
        buy(lin, tea)
    assert refusal.value.code == "sold_out"
    keep_time_of(host.here)
    assert commerce.order(mei, order).state == "placed"
    ago(host, order, hours=49)
    keep_time_of(host.here)
    keep_time_of(host.here)
    assert (commerce.order(mei, order).state, commerce.offer(host, tea.id).variants[0].stock) == ("cancelled", 1)
    buy(lin, tea)


def test_silence_for_two_weeks_is_consent(host: Actor, mei: Actor) -> None:
    order = bought(host, mei, offer(host))
    commerce.deliver(actor=host, order=order, lines=[line.id for line in commerce.order(host, order).lines])
    keep_time_of(host.here)
    assert at(host, "income:product") == 0
    ago(host, order, days=14.1)
    keep_time_of(host.here)
    assert (at(host, "income:product"), commerce.order(mei, order).lines[0].state) == (8_800, "received")


def test_a_complaint_holds_the_money_until_it_is_answered(host: Actor, mei: Actor, lin: Actor) -> None:
    order = bought(host, mei, offer(host))
    lines = [line.id for line in commerce.order(host, order).lines]
    commerce.deliver(actor=host, order=order, lines=lines)
    with pytest.raises(Forbidden):
        commerce.complain(actor=lin, order=order, text="not mine")
    dispute = commerce.complain(actor=mei, order=order, text="The tin is open")
    with pytest.raises(Conflict):
        commerce.complain(actor=mei, order=order, text="again")
    with pytest.raises(Conflict):
        commerce.receive(actor=mei, order=order, lines=lines)
    ago(host, order, days=20)
    keep_time_of(host.here)
    assert (at(host, "income:product"), commerce.counts(host)["disputed"]) == (0, 1)
    with pytest.raises(Invalid):
        commerce.settle(actor=host, dispute=dispute, answer=" ")
    commerce.settle(actor=host, dispute=dispute, answer="It is sealed inside")
    with pytest.raises(Conflict):
        commerce.settle(actor=host, dispute=dispute, answer="again")
    keep_time_of(host.here)
    assert at(host, "income:product") == 8_800
    assert commerce.order(mei, order).disputes[0].answer == "It is sealed inside"


def test_what_costs_nothing_is_paid_at_once(host: Actor, mei: Actor) -> None:
    gift = offer(host, tin(price=0, stock=3), most_each=1)
    order = buy(mei, gift)
    assert commerce.order(mei, order).state == "paid"
    with pytest.raises(Conflict) as refusal:
        buy(mei, gift)
    assert refusal.value.code == "too_many_for_one"
    received(host, mei, order)
    assert at(host, "income:product") == 0


@pytest.mark.parametrize("count", [0, 1_001])
def test_an_order_is_for_a_sensible_number(host: Actor, mei: Actor, count: int) -> None:
    with pytest.raises(Invalid):
        buy(mei, offer(host), count)


def test_an_order_needs_what_is_on_sale_and_somewhere_to_go(host: Actor, mei: Actor, stranger: Actor) -> None:
    draft = offer(host, on_sale=False)
    with pytest.raises(Conflict):
        buy(mei, draft)
    tea = offer(host, tin("Tin"), tin("Bag", 4_000))
    with pytest.raises(Invalid) as refusal:
        commerce.place(actor=mei, wanted=[commerce.Wanted(tea.variants[0].id, 1)])
    assert refusal.value.field == "address"
    with pytest.raises(Invalid):
        commerce.place(actor=mei, wanted=[], address=HOME)
    dollars = offer(host, currency="USD")
    both = [commerce.Wanted(tea.variants[0].id, 1), commerce.Wanted(dollars.variants[0].id, 1)]
    with pytest.raises(Invalid):
        commerce.place(actor=mei, wanted=both, address=HOME)
    with pytest.raises(Forbidden):
        buy(host, tea)
    ana = joined(stranger, "Ana")
    with pytest.raises(NotFound):
        buy(ana, tea)
    commerce.move_offer(actor=host, offer=tea.id, state="stopped")
    with pytest.raises(Conflict):
        buy(mei, tea)
    assert commerce.own_orders(mei) == ([], 0)


def test_a_service_is_done_and_confirmed_by_both(host: Actor, mei: Actor) -> None:
    lesson = offer(host, kind="service", title="A tea lesson")
    order = commerce.place(actor=mei, wanted=[commerce.Wanted(lesson.variants[0].id, 1)])
    rich(host, mei, 8_800)
    commerce.pay(actor=mei, order=order)
    lines = [line.id for line in commerce.order(mei, order).lines]
    with pytest.raises(Conflict):
        commerce.receive(actor=mei, order=order, lines=lines)
    commerce.deliver(actor=host, order=order, lines=lines)
    assert at(host, "income:service") == 0
    with pytest.raises(Forbidden):
        commerce.receive(actor=host, order=order, lines=lines)
    commerce.receive(actor=mei, order=order, lines=lines)
    assert at(host, "income:service") == 8_800


def test_who_may_do_what(host: Actor, mei: Actor, lin: Actor) -> None:
    tea = offer(host)
    order = bought(host, mei, tea)
    lines = [line.id for line in commerce.order(host, order).lines]
    analyst = as_role(host, "analyst")
    for nobody in (analyst, mei):
        with pytest.raises(Forbidden):
            commerce.deliver(actor=nobody, order=order, lines=lines)
        with pytest.raises(Forbidden):
            commerce.move_offer(actor=nobody, offer=tea.id, state="ended")
    with pytest.raises(NotFound):
        commerce.order(lin, order)
    with pytest.raises(Forbidden):
        commerce.orders(mei)
    assert commerce.orders(analyst)[1] == 1
    assert commerce.order(host, order).lines[0].state == "waiting"


def test_orders_are_found(host: Actor, mei: Actor, lin: Actor) -> None:
    tea = offer(host)
    first, second = buy(mei, tea), bought(host, lin, tea)
    assert [one.id for one in commerce.orders(host)[0]] == [second, first]
    assert [one.id for one in commerce.orders(host, which="unpaid")[0]] == [first]
    assert [one.id for one in commerce.orders(host, which="deliver")[0]] == [second]
    for search, found in {"mei": [first], str(second): [second], "longj": [second, first], "coffee": []}.items():
        assert [one.id for one in commerce.orders(host, search=search)[0]] == found
    assert len(list(commerce.table(host))) == 3
