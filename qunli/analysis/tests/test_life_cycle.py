"""Where a community stands, on invented lives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from qunli import analysis
from qunli.analysis import forecast, stage_model, weekly
from qunli.analysis.forest import Forest
from qunli.analysis.judgements import stage as judging
from qunli.analysis.stage import Era, Stage
from qunli.analysis.tests import lives
from tools.score_stage import communities

SHARED = Path(__file__).parents[4] / "shared" / "data" / "history"


def called(counts: list[int]) -> Stage:
    return analysis.life_cycle(lives.history(lives.weekly_people(counts)))


def test_a_community_that_shrank_to_a_quarter_long_ago_is_in_recession_and_cannot_earn() -> None:
    stage = called([*range(2, 60, 2), *[60] * 40, *range(60, 15, -1), *[14] * 40])
    assert stage.name == "recession"
    assert stage.probabilities["recession"] > 0.7
    assert not stage.window_open


def test_a_community_that_holds_its_best_for_two_years_is_mature_and_can_earn() -> None:
    stage = called([*range(2, 60, 2), *[60, 58, 61, 59] * 30])
    assert stage.name == "maturity"
    assert stage.window_open
    assert stage.windows[-1][1] == stage.eras[-1].end


def test_a_community_that_keeps_growing_is_called_growing_or_at_its_beginning() -> None:
    stage = called([int(5 * 1.03**week) for week in range(70)])
    assert stage.probabilities["growth"] + stage.probabilities["creation"] > 0.6
    assert stage.probabilities["recession"] < 0.1


def test_what_would_change_the_name_of_a_declining_community_is_more_people() -> None:
    stage = called([*range(2, 60, 2), *[60] * 40, *range(60, 15, -1), *[14] * 40])
    assert [turn.stage != "recession" and turn.active > 14 for turn in stage.turns] == [True]


def test_evidence_names_measures_with_a_value_and_what_is_usual_in_that_stage() -> None:
    stage = called([*range(2, 60, 2), *[60] * 40, *range(60, 15, -1), *[14] * 40])
    share = {reason["measure"]: reason["value"] for reason in stage.evidence}
    assert 1 <= len(stage.evidence) <= 5
    assert any(name.endswith("_peak_share") and value < 0.4 for name, value in share.items())


@pytest.mark.parametrize(
    "frame",
    [
        lives.messages([]),
        lives.messages([(lives.START, 1)]),
        lives.weekly_people([5]),
        lives.weekly_people([5, 4, 5]),
        lives.program(days=30),
    ],
    ids=["nobody", "one message", "five people in a week", "five people in three weeks", "only a program"],
)
def test_tiny_communities_get_near_even_chances_and_a_closed_window(frame: pl.DataFrame) -> None:
    stage = analysis.life_cycle(lives.history(frame) if frame.height else analysis.History.from_frame(frame))
    assert sum(stage.probabilities.values()) == pytest.approx(1)
    assert max(stage.probabilities.values()) < 0.5
    assert not stage.window_open
    assert stage.windows == ()


def test_without_messages_nothing_is_said_but_that_nothing_is_known() -> None:
    stage = analysis.life_cycle(analysis.History.from_frame(lives.messages([])))
    assert set(stage.probabilities.values()) == {0.25}
    assert (stage.since, stage.evidence, stage.eras, stage.weekly.height, stage.forecast.height) == (None, (), (), 0, 0)


def test_nothing_after_the_moment_is_visible() -> None:
    frame = lives.weekly_people([*range(2, 40, 2), *[40] * 30, *[3] * 30])
    moment = lives.START + 45 * weekly.WEEK
    before = analysis.History.from_frame(frame.filter(pl.col("ts") < moment)).until(moment)
    seen = analysis.life_cycle(analysis.History.from_frame(frame).until(moment))
    alone = analysis.life_cycle(before)
    assert seen == alone
    assert seen.weekly.equals(alone.weekly)
    assert seen.forecast.equals(alone.forecast)


def test_the_past_was_judged_with_what_was_known_then() -> None:
    past = lives.history(lives.weekly_people([*range(2, 40, 2), *[40] * 41, *[3] * 28]))
    then = analysis.life_cycle(past.until(past.end - 28 * weekly.WEEK))
    assert analysis.life_cycle(past).eras[: len(then.eras) - 1] == then.eras[:-1]
    assert len(then.eras) > 1


def test_neighbouring_eras_with_an_open_window_are_one_window() -> None:
    eras = (
        Era("growth", False, 0, 10),
        Era("growth", True, 10, 20),
        Era("maturity", True, 20, 30),
        Era("recession", False, 30, 40),
    )
    stage = Stage("recession", {}, False, 0.0, 30, (), (), eras, pl.DataFrame(), pl.DataFrame())
    assert stage.windows == ((10, 30),)


def test_weeks_are_counted_back_from_the_moment_and_silent_ones_are_kept() -> None:
    past = lives.history(
        lives.messages([(lives.START, 1), (lives.START + 20 * 86_400, 1), (lives.START + 20 * 86_400, 2)])
    )
    weeks = weekly.count(past.member_days, past.end)
    assert weeks.active.tolist() == [1, 0, 2]
    assert weeks.newcomers.tolist() == [1, 0, 1]
    assert weeks.starts.tolist() == [lives.START, lives.START + weekly.WEEK, lives.START + 2 * weekly.WEEK]


def test_hindsight_parts_a_life_at_a_quarter_half_and_four_fifths_of_its_peak() -> None:
    curve = np.array([10.0, 25, 50, 80, 100, 60, 85, 79, 10])
    assert judging.hindsight(curve).tolist() == [0, 1, 2, 3, 3, 3, 3, 4, 4]


def test_accuracy_is_balanced_over_the_stages_that_were() -> None:
    true, said = np.array([1, 1, 1, 3]), np.array([1, 1, 2, 1])
    assert judging.balanced_accuracy(true, said) == pytest.approx((2 / 3 + 0) / 2)
    assert judging.recession_f1(true, said) == 0
    assert judging.recession_f1(np.array([1]), np.array([1])) is None


def test_the_judge_counts_months_until_half_a_year_before_the_end() -> None:
    past = lives.history(lives.weekly_people([*range(2, 40, 2), *[40] * 41, *[3] * 40]))
    judged = judging.judge_stage(past)
    assert (judged.name, judged.measure) == ("life_cycle", "balanced_accuracy")
    assert judged.cases == len(judged.cutoffs) == 18
    assert judged.value is not None
    assert judged.value > 0.5


def test_a_life_too_short_to_judge_gives_no_number() -> None:
    judged = judging.judge_stage(lives.history(lives.weekly_people([3, 4, 5])))
    assert (judged.value, judged.naive, judged.cases, judged.said) == (None, None, 0, 0)


def test_the_forecast_of_an_unchanging_community_is_what_it_is() -> None:
    weeks = weekly.of_visits(np.tile(np.arange(10), 60), np.repeat(np.arange(60), 10), 60, 60 * weekly.WEEK)
    ahead = forecast.forecast(weeks)
    assert ahead["start"].to_list() == [(60 + week) * weekly.WEEK for week in range(8)]
    assert ahead["active"].to_list() == pytest.approx([10.0] * 8)
    assert ahead["low"].to_list() == pytest.approx([10.0] * 8)
    assert ahead["high"].to_list() == pytest.approx([10.0] * 8)


def test_the_forecast_of_a_young_community_is_wide_and_widens() -> None:
    weeks = weekly.of_visits(np.tile(np.arange(10), 5), np.repeat(np.arange(5), 10), 5)
    ahead = forecast.forecast(weeks)
    width = (ahead["high"] - ahead["low"]).to_list()
    assert width == sorted(width)
    assert width[0] > 6


def test_a_forest_averages_what_its_trees_say() -> None:
    split = {"measure": [0, -1, -1], "at": [1.5, 0, 0], "low": [1, 0, 0], "high": [2, 0, 0]}
    always = {"measure": [-1], "at": [0.0], "low": [0], "high": [0], "says": [[0.5, 0.5]]}
    forest = Forest([{**split, "says": [[], [1.0, 0.0], [0.0, 1.0]]}, always])  # type: ignore[list-item, typeddict-item]
    assert forest.probabilities(np.array([[1.0], [2.0]])).tolist() == [[0.75, 0.25], [0.25, 0.75]]


def test_phases_add_up_to_stages_and_to_the_window() -> None:
    phases = np.array([[0.1, 0.2, 0.3, 0.25, 0.15]])
    assert stage_model.stages(phases).tolist() == [[0.1, 0.5, 0.25, 0.15]]
    assert stage_model.window(phases).tolist() == [0.55]


@pytest.mark.slow
def test_in_the_channels_of_real_histories_the_stage_is_called_better_than_by_the_rule_of_thumb() -> None:
    if not SHARED.exists():
        pytest.skip("needs the shared histories beside the checkout")
    called = [judging.call(weeks) for _, weeks in communities(sorted(SHARED.glob("*.parquet")))]
    true, said, naive = (np.concatenate([getattr(one, part) for one in called]) for part in ("true", "said", "naive"))
    assert judging.balanced_accuracy(true, said) > 0.5
    assert judging.balanced_accuracy(true, said) > judging.balanced_accuracy(true, naive) + 0.1
    assert (judging.recession_f1(true, said) or 0) > 0.84
