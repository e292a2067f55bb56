"""Worked examples of counting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qunli.core.refusals import Conflict, Invalid
from qunli.domains.stewardship import decisions
from qunli.domains.stewardship.decisions import Candidate, Outcome

EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
TERMS = {"seats": 1, "cast": 5, "electorate": 10, "quorum": 50, "tie": "membership", "seed": "tea"}


def elect(candidates: list[Candidate], **changed: object) -> Outcome:
    return decisions.elect(candidates, **(TERMS | changed))  # type: ignore[arg-type]


def test_the_most_votes_win_and_the_next_stands_by() -> None:
    assert elect([Candidate(1, 2, EARLY), Candidate(2, 3, LATE)]) == Outcome("elected", (2,), 1, 5)


def test_four_of_ten_are_too_few_when_half_have_to_vote() -> None:
    assert elect([Candidate(1, 4, EARLY)], cast=4) == Outcome("no_quorum", (), None, 5)


def test_nobody_is_elected_without_a_vote() -> None:
    assert elect([Candidate(1, 0, EARLY)]) == Outcome("nobody", (), None, 5)


def test_of_equal_votes_the_earlier_member_is_elected() -> None:
    assert elect([Candidate(1, 2, LATE), Candidate(2, 2, EARLY)]) == Outcome("elected", (2,), 1, 5, (2, 1))


def test_a_lot_can_be_drawn_again_by_anybody_who_has_the_seed() -> None:
    equal = [Candidate(1, 2, EARLY), Candidate(2, 2, EARLY), Candidate(3, 2, EARLY)]
    first = min((1, 2, 3), key=lambda person: decisions.lot("tea", person))
    assert elect(equal, tie="lot").elected == (first,)
    assert {elect(equal, tie="lot", seed=f"s{n}").elected for n in range(30)} == {(1,), (2,), (3,)}


def test_two_seats_go_to_the_first_two() -> None:
    three = [Candidate(1, 1, EARLY), Candidate(2, 3, EARLY), Candidate(3, 2, LATE)]
    assert elect(three, seats=2, cast=6) == Outcome("elected", (2, 3), 1, 5)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"yes": 3, "no": 2}, "accepted"),
        ({"yes": 3, "no": 3}, "rejected"),
        ({"yes": 1, "no": 0, "none": 4}, "accepted"),
        ({"yes": 4, "no": 0}, "no_quorum"),
    ],
)
def test_a_motion_needs_more_yes_than_no_of_enough_votes(counts: dict[str, int], said: str) -> None:
    assert decisions.judge_motion(counts, electorate=10, quorum=50) == said


def test_what_is_not_on_the_ballot_stays_out_of_the_box() -> None:
    assert decisions.put_in({"7": 1}, ["7", "none"], "7") == {"7": 2, "none": 0}
    with pytest.raises(Invalid):
        decisions.put_in({}, ["7", "none"], "8")


def test_a_change_fits_only_the_rule_it_was_written_for() -> None:
    rules = [{"id": "r1", "en": "Be kind.", "zh": "", "policies": ["abuse"]}]
    now = {"en": "Be kind.", "zh": ""}
    kinder = [{"id": "r1", "en": "Be kinder.", "zh": "", "policies": ["abuse"]}]
    assert decisions.changed(rules, rule="r1", before=now, en="Be kinder.", zh="") == kinder
    assert decisions.changed(rules, rule="r1", before=now, en="", zh="") == []
    assert decisions.changed(rules, rule="", before={}, en="More tea.", zh="")[1]["en"] == "More tea."
    with pytest.raises(Conflict):
        decisions.changed(rules, rule="r1", before={"en": "Be rude.", "zh": ""}, en="x", zh="")
