"""Who is likely to fall silent, on invented habits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from qunli import analysis
from qunli.analysis.foresight.why import SHOWN
from qunli.analysis.judgements.leaving import judge_leaving
from qunli.analysis.judgements.measures import area_under_curve, expected_calibration_error
from qunli.analysis.tests import lives

SHARED = Path(__file__).parents[4] / "shared" / "data" / "history"
DAY = lives.DAY
DAYS = 200


def asking(frame: pl.DataFrame) -> pl.DataFrame:
    """Everybody's every third message is a question, as people's are."""
    return frame.with_columns(question=pl.int_range(pl.len()).over("author") % 3 == 0)


def village() -> pl.DataFrame:
    """Members 0 to 9 write every other day, 10 to 19 did until three weeks before the end, each in their own hour."""
    return asking(
        lives.messages(
            (lives.START + day * DAY + member * 3600 + 60 * member, member)
            for day in range(DAYS)
            for member in range(20)
            if (day + member) % 2 == 0 and (member < 10 or day < DAYS - 21)
        )
    )


def risks(past: analysis.History) -> dict[object, float]:
    return dict(analysis.leaving(past).select("author", "risk").iter_rows())


def test_who_stopped_is_likelier_to_leave_than_who_writes_every_other_day() -> None:
    found = risks(lives.history(village()))
    assert sorted(found) == list(range(20))  # type: ignore[type-var]
    assert max(found[member] for member in range(10)) < 0.2
    assert min(found[member] for member in range(10, 20)) > 2 * max(found[member] for member in range(10))


def test_highest_risk_stands_first_and_no_risk_is_certain() -> None:
    risk = analysis.leaving(lives.history(village()))["risk"]
    assert risk.is_sorted(descending=True)
    assert risk.is_between(0.004, 0.996).all()


def test_silence_is_the_reason_of_who_stopped() -> None:
    frame = analysis.leaving(lives.history(village()))
    told = frame.filter(author=12)["reasons"].to_list()[0]
    assert 2 <= len(told) <= 4
    assert {reason["measure"] for reason in told} <= set(SHOWN)
    silence = {"silent_days", "active_days_7", "active_days_30"}
    assert told[0]["measure"] in silence


def test_nothing_after_the_cutoff_changes_a_risk() -> None:
    frame = village()
    cutoff = lives.START + 150 * DAY + 5000
    short = analysis.History.from_frame(frame.filter(pl.col("ts") < cutoff)).until(cutoff)
    whole = analysis.History.from_frame(frame).until(cutoff)
    assert analysis.leaving(short).equals(analysis.leaving(whole))


def test_only_members_with_three_messages_in_thirty_days_are_judged() -> None:
    often = [(lives.START + day * DAY, 1) for day in range(40)]
    twice = [(lives.START + day * DAY + 60, 2) for day in (30, 35)]
    long_ago = [(lives.START + day * DAY + 120, 3) for day in (1, 2, 3, 4)]
    assert list(risks(lives.history(lives.messages([*often, *twice, *long_ago])))) == [1]


def test_a_handful_of_people_in_their_first_days_get_risks_near_the_usual_share() -> None:
    few = lives.messages((lives.START + at * 3000, at % 5) for at in range(60))
    found = risks(lives.history(few))
    assert len(found) == 5
    assert all(0.12 < risk < 0.5 for risk in found.values())


def test_programs_are_left_out() -> None:
    people = asking(lives.habits({1: 8, 2: 20, 3: 3})).with_columns(pl.col("ts") + 400)
    both = pl.concat([people, lives.program(60)]).sort("ts")
    assert sorted(risks(lives.history(both))) == [1, 2, 3]  # type: ignore[type-var]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_history_with_next_to_nothing_in_it_gives_an_empty_frame(count: int) -> None:
    past = analysis.History.from_frame(lives.messages((lives.START + at, 1) for at in range(count)))
    frame = analysis.leaving(past)
    assert frame.columns == ["author", "risk", "reasons"]
    assert frame.height == 0


def test_authors_keep_their_type() -> None:
    named = village().with_columns(pl.format("member {}", "author").alias("author"))
    assert analysis.leaving(lives.history(named)).schema["author"] == pl.String


def test_area_under_curve_counts_ties_half() -> None:
    scores, came = np.array([0.1, 0.5, 0.5, 0.9]), np.array([0.0, 0.0, 1.0, 1.0])
    assert area_under_curve(scores, came) == pytest.approx(0.875)
    assert area_under_curve(scores, np.ones(4)) is None


def test_calibration_error_is_the_weighted_distance_of_each_bin() -> None:
    chances, came = np.array([0.05, 0.05, 0.95, 0.95]), np.array([0.0, 1.0, 1.0, 1.0])
    assert expected_calibration_error(chances, came) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)


def test_a_judgement_counts_only_cutoffs_whose_outcome_is_known() -> None:
    history = lives.history(village())
    early, late = lives.START + 100 * DAY, lives.START + 190 * DAY
    judged = judge_leaving(history, [early, late])
    assert judged.cutoffs == (early,)
    assert judged.cases == 20
    assert (judged.value, judged.right, judged.said) == (None, 0, 0)
    assert judged.calibration_error == pytest.approx(0.0, abs=0.15)


@pytest.mark.slow
def test_risks_are_good_on_a_real_community() -> None:
    path = SHARED / "zulip_lean.parquet"
    if not path.exists():
        pytest.skip("shared histories are not here")
    begin = int(datetime(2021, 7, 2, tzinfo=UTC).timestamp())
    judged = judge_leaving(analysis.History.from_parquet(path), range(begin, begin + 440 * DAY, 60 * DAY))
    assert judged.value is not None
    assert judged.naive is not None
    assert judged.calibration_error is not None
    assert judged.value > max(0.87, judged.naive + 0.05)
    assert judged.calibration_error < 0.05
