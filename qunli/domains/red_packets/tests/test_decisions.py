"""How a packet is split: exactly, each share at least one minor unit, and no place in line better than another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunli.core.refusals import Conflict, Invalid
from qunli.domains.red_packets import decisions
from qunli.domains.red_packets.decisions import Wish
from qunli.kit.chance import fair
from qunli.kit.money import Money

pytestmark = pytest.mark.row("E3")


@given(
    st.sampled_from(decisions.SPLITS),
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 10**9))),
    st.randoms(use_true_random=False),
)
def test_every_split_is_exact_and_nobody_gets_nothing(split: str, packet: tuple[int, int], dice: object) -> None:
    shares, total = packet
    dealt = decisions.deal(split, total, shares, shares + 3, dice.randrange)  # type: ignore[attr-defined]
    assert (len(dealt), sum(dealt)) == (shares, total)
    assert min(dealt) >= 1


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 10**6))), st.booleans())
def test_the_least_and_the_most_that_chance_can_give_leave_enough(packet: tuple[int, int], most: bool) -> None:
    shares, total = packet
    dealt = decisions.deal("random", total, shares, shares, lambda n: n - 1 if most else 0)
    assert (len(dealt), sum(dealt)) == (shares, total)
    assert min(dealt) >= 1


def test_88_88_in_ten_equal_shares_is_eight_times_8_89_and_twice_8_88() -> None:
    assert decisions.deal("equal", 8_888, 10, 10, fair) == [889] * 8 + [888] * 2
    assert [one.minor for one in Money(8_888, "CNY").split([1] * 10)] == [889] * 8 + [888] * 2


@lru_cache
def expected(left: int, shares: int) -> tuple[Fraction, ...]:
    """The exact expectation of each place, over everything chance can do."""
    if shares == 1:
        return (Fraction(left),)
    whole, rest = divmod(2 * left, shares)
    chances: dict[int, Fraction] = {}
    for up, weight in ((whole, Fraction(rest, shares)), (whole - 1, 1 - Fraction(rest, shares))):
        for number in range(up if weight else 0):
            share = decisions.next_share("random", left, shares, _rigged(0 if up == whole else shares - 1, number))
            chances[share] = chances.get(share, Fraction(0)) + weight / up
    assert sum(chances.values()) == 1
    later = [expected(left - share, shares - 1) for share in chances]
    behind = [
        sum((weight * one[place] for weight, one in zip(chances.values(), later, strict=True)), Fraction(0))
        for place in range(shares - 1)
    ]
    return (sum((weight * share for share, weight in chances.items()), Fraction(0)), *behind)


def _rigged(first: int, then: int) -> decisions.Chance:
    answers = iter((first, then))
    return lambda _below: next(answers)


@pytest.mark.parametrize(("total", "shares"), [(4, 4), (5, 4), (7, 3), (10, 4), (17, 5), (23, 2)])
def test_each_place_in_line_has_exactly_the_same_expectation(total: int, shares: int) -> None:
    assert set(expected(total, shares)) == {Fraction(total, shares)}


def test_the_spread_is_what_the_documentation_says() -> None:
    rounds = [decisions.deal("random", 20_000, 20, 20, fair) for _ in range(4_000)]
    mean = 1_000

    def variance(place: int) -> float:
        return sum((one[place] - mean) ** 2 for one in rounds) / len(rounds) / mean**2

    assert variance(0) == pytest.approx(1 / 3, rel=0.15)
    assert variance(19) == pytest.approx(0.63, rel=0.25)


def test_no_share_of_a_random_packet_is_more_than_twice_the_mean_of_what_is_left() -> None:
    assert decisions.next_share("random", 1_000, 10, lambda n: n - 1) == 199
    assert decisions.next_share("random", 1_001, 10, lambda n: 0 if n == 10 else n - 1) == 200


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"shares": 0}, "shares"),
        ({"shares": 1_001}, "shares"),
        ({"amount": Money(2, "CNY")}, "amount"),
        ({"amount": Money(10**15 + 1, "CNY")}, "amount"),
        ({"split": "mine"}, "split"),
        ({"hours": 0}, "hours"),
        ({"hours": 169}, "hours"),
        ({"message": "x" * 81}, "message"),
        ({"audience": "post"}, "audience"),
        ({"audience": "people"}, "audience"),
        ({"audience": "deed"}, "audience"),
        ({"audience": "nobody"}, "audience"),
        ({"audience": "people", "people": (1, 2, 2)}, "shares"),
        ({"audience": "people", "people": tuple(range(201))}, "people"),
    ],
)
def test_what_cannot_be_given_names_its_field(more: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        decisions.wished(Wish(**{"group": 1, "amount": Money(100, "CNY"), "shares": 3, **more}))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_the_luckiest_is_the_first_of_those_who_got_most() -> None:
    assert decisions.luckiest([(1, 5), (2, 9), (3, 9)]) == 2
    assert decisions.luckiest([(1, 5), (2, 5)]) is None
    assert decisions.luckiest([(1, 5)]) is None


def test_a_packet_that_cannot_be_is_a_mistake_of_the_program() -> None:
    for left, shares in ((3, 4), (0, 0)):
        with pytest.raises(ValueError, match="cannot be split"):
            decisions.next_share("random", left, shares, fair)


def test_empty_and_over_are_told_apart() -> None:

    now = datetime(2026, 5, 31, tzinfo=UTC)
    decisions.still_open(now + timedelta(seconds=1), None, 1, now)
    for closes, closed, left, code in (
        (now, None, 1, "over"),
        (now + timedelta(1), now, 1, "over"),
        (now, now, 0, "empty"),
    ):
        with pytest.raises(Conflict) as refusal:
            decisions.still_open(closes, closed, left, now)
        assert refusal.value.code == code
