"""What an order comes to: special prices, coupons, shares of a discount."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.tests.conftest import HOME, as_role, buy, cny, offer, tin

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M12"), pytest.mark.database]


def test_a_special_price_lasts_until_its_end(host: Actor, mei: Actor) -> None:
    soon, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    tea = offer(host, tin("now", special=6_600, special_until=soon), tin("over", special=6_600, special_until=past))
    assert [(one.price, one.before) for one in tea.variants] == [(cny(6_600), cny(8_800)), (cny(8_800), None)]
    assert [commerce.order(mei, buy(mei, tea, place=place)).total for place in (0, 1)] == [cny(6_600), cny(8_800)]


def test_a_percentage_is_rounded_down_and_spread_to_the_last_cent(host: Actor, mei: Actor) -> None:
    """7 % of 3 × 0.33 and 1 × 1.00 is 0.13, of which 0.99 gets 0.06 and 1.00 gets 0.07."""
    tea = offer(host, tin("a", 33), tin("b", 100))
    commerce.make_coupon(actor=host, said=commerce.CouponIn("seven 7", percent=7))
    wanted = [commerce.Wanted(tea.variants[0].id, 3), commerce.Wanted(tea.variants[1].id, 1)]
    order = commerce.order(mei, commerce.place(actor=mei, wanted=wanted, coupon="SEVEN7", address=HOME))
    assert (order.goods, order.discount, order.total) == (cny(199), cny(13), cny(186))
    assert [line.amount for line in order.lines] == [cny(93), cny(93)]


def test_an_amount_never_makes_an_order_cost_less_than_nothing(host: Actor, mei: Actor) -> None:
    tea = offer(host, tin(price=500), shipping=300)
    commerce.make_coupon(actor=host, said=commerce.CouponIn("BIG", minor=10_000, currency="CNY"))
    order = commerce.order(mei, buy(mei, tea, coupon="big"))
    assert (order.discount, order.total) == (cny(500), cny(300))


def test_a_coupon_has_its_limits(host: Actor, mei: Actor, lin: Actor) -> None:
    tea, cup = offer(host), offer(host, title="Cup")
    make = commerce.make_coupon
    make(actor=host, said=commerce.CouponIn("ONCE", percent=10, most=1, offer=tea.id))
    make(actor=host, said=commerce.CouponIn("RICH", percent=10, least=10_000))
    make(actor=host, said=commerce.CouponIn("USD5", minor=500, currency="USD"))
    gone = make(actor=host, said=commerce.CouponIn("GONE", percent=10))
    commerce.end_coupon(actor=host, coupon=gone)
    order = buy(mei, tea, coupon="once")
    refused = {
        ("once", tea, lin): "coupon_used_up",
        ("once", tea, mei): "coupon_used_up",
        ("rich", tea, mei): "invalid",
        ("usd5", tea, mei): "invalid",
        ("gone", tea, mei): "coupon_over",
        ("none", tea, mei): "invalid",
    }
    for (code, what, who), why in refused.items():
        with pytest.raises((Conflict, Invalid)) as refusal:
            buy(who, what, coupon=code)
        assert (code, refusal.value.code) == (code, why)
    commerce.cancel(actor=mei, order=order)
    with pytest.raises(Invalid):
        buy(lin, cup, coupon="once")
    buy(lin, tea, coupon="once")
    assert [(one.code, one.used) for one in commerce.coupons(host)[0]][-1] == ("ONCE", 1)


def test_a_member_uses_a_coupon_as_often_as_it_says(host: Actor, mei: Actor) -> None:
    tea = offer(host)
    commerce.make_coupon(actor=host, said=commerce.CouponIn("TWICE", percent=10, most_each=2))
    buy(mei, tea, coupon="twice")
    buy(mei, tea, coupon="twice")
    with pytest.raises(Conflict) as refusal:
        buy(mei, tea, coupon="twice")
    assert refusal.value.code == "coupon_used_before"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "AB"},
        {"code": "A-B-C"},
        {"percent": None},
        {"percent": 0},
        {"percent": 101},
        {"minor": 5, "currency": "CNY"},
        {"percent": None, "minor": 5, "currency": "???"},
        {"most": 0},
        {"until": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_coupon_that_cannot_be_is_refused(host: Actor, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        commerce.make_coupon(actor=host, said=commerce.CouponIn(**({"code": "TEA", "percent": 5} | wrong)))
    assert commerce.coupons(host) == ([], 0)


def test_a_code_there_is_already_and_who_may(host: Actor) -> None:
    commerce.make_coupon(actor=host, said=commerce.CouponIn("tea", percent=5))
    with pytest.raises(Conflict):
        commerce.make_coupon(actor=host, said=commerce.CouponIn("T E A", percent=5))
    with pytest.raises(Forbidden):
        commerce.make_coupon(actor=as_role(host, "analyst"), said=commerce.CouponIn("TEA2", percent=5))
