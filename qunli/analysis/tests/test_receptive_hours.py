"""The hour at which each member is likely to be there, on invented habits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from qunli import analysis
from qunli.analysis import rhythms
from qunli.analysis.judgements.receptive import Outcome, calibration_error, judge_receptive
from qunli.analysis.tests import lives

SHARED = Path(__file__).parents[4] / "shared" / "data" / "history"
DAY = 86_400


def best_hours(past: analysis.History) -> dict[int, int]:
    frame = analysis.receptive_hours(past).sort("chance", descending=True).unique("author", keep="first")
    return dict(frame.select("author", "hour").iter_rows())


def test_every_member_gets_24_hours_in_order() -> None:
    frame = analysis.receptive_hours(lives.history(lives.habits({1: 8, 2: 20})))
    assert frame.columns == ["author", "hour", "chance"]
    assert frame["author"].to_list() == [1] * 24 + [2] * 24
    assert frame["hour"].to_list() == list(range(24)) * 2
    assert frame["chance"].is_between(0, 1).all()


def test_who_writes_at_the_same_hour_every_day_is_expected_then() -> None:
    past = lives.history(lives.habits({1: 8, 2: 20, 3: 3}))
    assert best_hours(past) == {1: 8, 2: 20, 3: 3}
    chance = analysis.receptive_hours(past).filter(author=1)["chance"]
    assert chance[8] > 5 * chance[14]
    assert chance.sum() == pytest.approx(1, abs=0.3)


def test_who_moved_to_another_part_of_the_day_is_expected_where_they_are_now() -> None:
    before = [(lives.START + day * DAY + 8 * 3600, 1) for day in range(120)]
    after = [(lives.START + day * DAY + 20 * 3600, 1) for day in range(120, 180)]
    other = [(lives.START + day * DAY + (8 + day % 13) * 3600 + 5, 2) for day in range(180)]
    assert best_hours(lives.history(lives.messages(before + after + other)))[1] == 20


def test_a_newcomer_with_one_message_leans_on_the_rhythm_of_the_group() -> None:
    group = lives.habits(dict.fromkeys(range(20), 19))
    stray = lives.messages([(lives.START + 55 * DAY + 4 * 3600, 99)])
    frame = analysis.receptive_hours(lives.history(pl.concat([group, stray])))
    newcomer = frame.filter(pl.col("author") == 99)["chance"]
    assert newcomer[19] > newcomer[12] * 3
    assert newcomer.max() < 0.2  # type: ignore[operator]


def test_who_has_long_been_silent_has_hardly_a_chance() -> None:
    gone = lives.habits({1: 8}, days=30)
    here = lives.messages((lives.START + day * DAY + 9 * 3600, 2) for day in range(300))
    frame = analysis.receptive_hours(lives.history(pl.concat([gone, here])))
    assert frame.filter(pl.col("author") == 1)["chance"].max() < 0.01  # type: ignore[operator]


def test_programs_are_left_out() -> None:
    frame = analysis.receptive_hours(lives.history(pl.concat([lives.program(days=60), lives.habits({1: 8})])))
    assert frame["author"].unique().to_list() == [1]


def test_nobody_gives_an_empty_frame() -> None:
    frame = analysis.receptive_hours(analysis.History.from_frame(lives.messages([])))
    assert frame.schema == {"author": pl.Int64, "hour": pl.Int8, "chance": pl.Float64}
    assert frame.height == 0


def test_nothing_after_the_moment_is_visible() -> None:
    frame = lives.habits({1: 8, 2: 20}, days=90)
    moment = lives.START + 40 * DAY
    alone = analysis.History.from_frame(frame.filter(pl.col("ts") < moment)).until(moment)
    seen = analysis.History.from_frame(frame).until(moment)
    assert analysis.receptive_hours(seen).equals(analysis.receptive_hours(alone))


def test_the_same_history_gives_the_same_chances() -> None:
    past = lives.history(lives.habits({member: (5 * member) % 24 for member in range(30)}, every=2))
    assert analysis.receptive_hours(past).equals(analysis.receptive_hours(past))


def test_a_day_counts_half_after_its_half_life() -> None:
    days = lives.history(lives.messages([(lives.START + 5 * 3600, 1)])).member_days
    known = rhythms.observe(days, lives.START + 28 * DAY)
    assert known.faded(28.0)[0].tolist() == pytest.approx([0.5 if hour == 5 else 0 for hour in range(24)])
    assert (known.first.tolist(), known.last.tolist()) == ([28], [28])


def test_hours_beside_go_around_the_clock() -> None:
    midnight = np.eye(24)[0]
    assert np.flatnonzero(rhythms.beside(midnight, 1)).tolist() == [1, 23]
    assert rhythms.near(midnight)[[23, 0, 1]].tolist() == [0.25, 0.5, 0.25]
    assert rhythms.shares(np.zeros(24)).tolist() == [1 / 24] * 24


def test_the_judge_divides_by_the_groups_best_hour() -> None:
    past = lives.history(lives.habits({1: 8, 2: 8, 3: 20}, days=120))
    judged = judge_receptive(past, [lives.START + 80 * DAY])
    assert judged.value == pytest.approx(1.5)
    assert judged.naive == pytest.approx(1.5)
    assert (judged.cases, judged.right, judged.said) == (3, 3, 3)


def test_the_judge_leaves_out_moments_whose_future_is_not_known_yet() -> None:
    past = lives.history(lives.habits({1: 8}, days=50))
    judged = judge_receptive(past, [lives.START + 40 * DAY])
    assert (judged.value, judged.naive, judged.cutoffs, judged.calibration_error) == (None, None, (), None)


def test_calibration_error_is_the_gap_between_said_and_done() -> None:
    chance, came = np.full((1, 24), 0.5), np.full((1, 24), 7.0)
    assert calibration_error([Outcome(chance, came, np.array([0]), 0)]) == pytest.approx(0.25)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("zulip_lean", 1.2), ("irc_raku", 1.2)])
def test_on_real_histories_own_hours_beat_the_groups_best_hour(name: str, least: float) -> None:
    path = SHARED / f"{name}.parquet"
    if not path.exists():
        pytest.skip("needs the shared histories beside the checkout")
    past = analysis.History.from_parquet(path)
    first = int(past.messages["ts"][0]) // DAY * DAY
    judged = judge_receptive(past, range(first + 365 * DAY, past.end, 112 * DAY))
    assert judged.value is not None
    assert judged.naive is not None
    assert judged.calibration_error is not None
    assert judged.value > judged.naive
    assert judged.value > least
    assert judged.calibration_error < 0.02
