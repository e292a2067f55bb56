"""Many want the last one at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.tests.conftest import at, buy, joined, offer, rich, tin, wallet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M1"), pytest.mark.database, pytest.mark.slow]


def together(*deeds: Callable[[], object]) -> list[object]:
    """What each came to, done at the same time; a refusal is an answer, too."""
    answers: list[object] = []

    def do(deed: Callable[[], object]) -> None:
        try:
            answers.append(deed())
        except Conflict as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def test_the_last_ones_are_sold_once(host: Actor) -> None:
    tea = offer(host, tin(stock=3))
    buyers = [joined(host, f"Buyer {number}") for number in range(8)]
    answers = together(*(lambda who=who: buy(who, tea) for who in buyers))  # type: ignore[misc]
    assert answers.count("sold_out") == 5
    assert commerce.offer(host, tea.id).variants[0].stock == 0
    assert commerce.orders(host)[1] == 3


def test_the_last_use_of_a_coupon_is_given_once(host: Actor) -> None:
    tea = offer(host)
    commerce.make_coupon(actor=host, said=commerce.CouponIn("LAST", percent=10, most=1))
    buyers = [joined(host, f"Buyer {number}") for number in range(6)]
    answers = together(*(lambda who=who: buy(who, tea, coupon="last") for who in buyers))  # type: ignore[misc]
    assert answers.count("coupon_used_up") == 5
    assert commerce.coupons(host)[0][0].used == 1


def test_an_order_is_paid_once_and_never_cancelled_as_well(host: Actor) -> None:
    mei = joined(host, "Mei")
    order = buy(mei, offer(host))
    rich(host, mei, 30_000)

    def pay() -> object:
        return commerce.pay(actor=mei, order=order)

    def cancel() -> object:
        return commerce.cancel(actor=mei, order=order)

    together(pay, pay, cancel, pay)
    state = commerce.order(mei, order).state
    left = {"paid": (21_200, 8_800), "cancelled": (30_000, 0)}
    assert (wallet(mei), at(host, f"held:order:{order}")) == left[state]


def test_the_same_money_is_given_back_once(host: Actor) -> None:
    mei = joined(host, "Mei")
    order = buy(mei, offer(host))
    rich(host, mei, 8_800)
    commerce.pay(actor=mei, order=order)
    line = commerce.order(host, order).lines[0].id

    def back() -> object:
        given = [commerce.BackIn(line, 8_800, True)]
        return commerce.refund(actor=host, order=order, lines=given, why="Broken")

    answers = together(back, back, back)
    assert answers.count("wrong_state") == 2
    assert wallet(mei) == 8_800
