from __future__ import annotations

import numpy as np

from qunli.simulation.dice import apportion, dice, pick, pick_columns
from qunli.simulation.plan import StageShape
from qunli.simulation.stage import activity_curve, stages_of


def test_stages_are_read_off_a_curve_as_hindsight_does() -> None:
    curve = np.array([0.1, 0.2, 0.3, 0.7, 0.85, 0.78, 0.9, 0.79, 0.5, 0.2])
    assert stages_of(curve) == ["creation"] * 2 + ["growth"] * 2 + ["maturity"] * 3 + ["recession"] * 3


def test_the_stages_take_the_shares_they_were_given() -> None:
    shape = StageShape(creation=0.2, growth=0.3, maturity=0.5)
    stages = stages_of(activity_curve(100, shape))
    assert [stages.count(stage) for stage in ("creation", "growth", "maturity", "recession")] == [20, 30, 50, 0]


def test_a_curve_with_recession_peaks_at_one_and_ends_below_two_fifths() -> None:
    curve = activity_curve(200, StageShape(creation=0.1, growth=0.3, maturity=0.4, recession=0.2))
    assert curve.max() == 1.0
    assert curve[-1] < 0.4
    assert stages_of(curve)[-1] == "recession"


def test_a_community_may_begin_mature() -> None:
    assert set(stages_of(activity_curve(10, StageShape(creation=0, growth=0, maturity=1)))) == {"maturity"}


def test_shares_become_whole_numbers_that_add_up() -> None:
    assert apportion(np.array([1.0, 1.0, 1.0]), 100).tolist() == [34, 33, 33]
    assert apportion(np.array([0.7, 0.2, 0.1]), 7).sum() == 7


def test_dice_depend_on_seed_purpose_and_step() -> None:
    first = dice(1, "week", 3).random(4)
    assert (first == dice(1, "week", 3).random(4)).all()
    assert not any(
        (first == dice(*other).random(4)).any() for other in ((2, "week", 3), (1, "texts", 3), (1, "week", 4))
    )


def test_what_weighs_nothing_is_not_picked() -> None:
    assert set(pick(dice(1, "x"), np.array([0.0, 2.0, 0.0, 1.0]), 500).tolist()) == {1, 3}
    columns, totals = pick_columns(dice(1, "x"), np.array([[0.0, 3.0, 0.0]] * 50))
    assert set(columns.tolist()) == {1}
    assert totals.tolist() == [3.0] * 50
