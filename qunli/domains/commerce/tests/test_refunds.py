"""Money goes back, in whole or in part, before and after it was earned."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.tests.conftest import at, bought, buy, cny, heard, offer, received, tin, wallet
from qunli.domains.payments import facade as payments

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M1"), pytest.mark.database]


def back(host: Actor, order: int, minor: int, *, withdrawn: bool = False, shipping: int = 0) -> int:
    line = commerce.order(host, order).lines[0].id
    given = [commerce.BackIn(line, minor, withdrawn)]
    return commerce.refund(actor=host, order=order, lines=given, shipping=shipping, why="Broken")


def paid_by_hand(host: Actor, member: Actor, what: commerce.OfferView) -> int:
    order = buy(member, what)
    asked = commerce.pay(actor=member, order=order) or 0
    payments.confirm(actor=host, intent=asked, amount=payments.intent(host, asked).amount, key=f"p{asked}")
    heard()
    return order


def test_before_it_was_sent_everything_goes_back_to_where_it_came_from(host: Actor, mei: Actor) -> None:
    tea = offer(host, tin(stock=1), shipping=1_000)
    order = paid_by_hand(host, mei, tea)
    back(host, order, 8_800, withdrawn=True, shipping=1_000)
    seen = commerce.order(mei, order)
    assert (seen.state, seen.refunded, seen.lines[0].state) == ("refunded", cny(9_800), "withdrawn")
    assert (at(host, f"held:order:{order}"), wallet(mei), commerce.offer(host, tea.id).variants[0].stock) == (0, 0, 1)
    [out], _total = payments.payouts(host)
    assert (out.amount, out.reason, out.state, out.about) == (cny(9_800), "refund", "approved", f"order:{order}")


def test_partial_refunds_end_exactly_at_what_was_paid(host: Actor, mei: Actor) -> None:
    """88.88 paid: 11.11, 22.22 and the rest go back; no cent more."""
    order = bought(host, mei, offer(host, tin(price=8_888)))
    received(host, mei, order)
    for minor in (1_111, 2_222):
        back(host, order, minor)
    with pytest.raises(Invalid):
        back(host, order, 5_556)
    back(host, order, 5_555)
    with pytest.raises(Conflict):
        back(host, order, 1)
    assert (wallet(mei), at(host, "income:product"), commerce.order(mei, order).state) == (8_888, 0, "refunded")
    assert [one.amount.minor for one in commerce.order(mei, order).refunds] == [1_111, 2_222, 5_555]


def test_what_is_kept_of_something_that_went_back_is_earned(host: Actor, mei: Actor) -> None:
    order = bought(host, mei, offer(host, shipping=1_000))
    back(host, order, 8_000, withdrawn=True)
    assert (at(host, f"held:order:{order}"), at(host, "income:product"), at(host, "income:shipping")) == (0, 800, 1_000)
    assert wallet(mei) == 8_000


def test_a_part_before_delivery_leaves_the_rest_to_be_earned(host: Actor, mei: Actor) -> None:
    order = bought(host, mei, offer(host))
    back(host, order, 800)
    received(host, mei, order)
    assert (at(host, "income:product"), at(host, f"held:order:{order}"), wallet(mei)) == (8_000, 0, 800)


def test_a_refund_that_cannot_be_moves_nothing(host: Actor, mei: Actor) -> None:
    order = bought(host, mei, offer(host, shipping=500))
    line = commerce.order(host, order).lines[0].id
    for lines, shipping in (
        ([commerce.BackIn(line + 99, 5, False)], 0),
        ([commerce.BackIn(line, -5, False)], 0),
        ([commerce.BackIn(line, 0, False)], 0),
        ([], 501),
    ):
        with pytest.raises(Invalid):
            commerce.refund(actor=host, order=order, lines=lines, shipping=shipping, why="x")
    with pytest.raises(Invalid):
        commerce.refund(actor=host, order=order, lines=[commerce.BackIn(line, 5, False)], why=" ")
    with pytest.raises(Forbidden):
        commerce.refund(actor=mei, order=order, lines=[commerce.BackIn(line, 5, False)], why="x")
    assert (wallet(mei), commerce.order(mei, order).refunds) == (0, ())


def test_the_same_key_gives_back_once(host: Actor, mei: Actor) -> None:
    order = bought(host, mei, offer(host))
    line = commerce.order(host, order).lines[0].id
    given = {"order": order, "lines": [commerce.BackIn(line, 100, False)], "why": "Late", "key": "r1"}
    first = commerce.refund(actor=host, **given)  # type: ignore[arg-type]
    assert commerce.refund(actor=host, **given) == first  # type: ignore[arg-type]
    assert wallet(mei) == 100
