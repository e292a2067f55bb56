"""Which newcomers are on the way to becoming regulars, on invented habits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from qunli import analysis
from qunli.analysis.foresight.why import SHOWN
from qunli.analysis.judgements.measures import foremost
from qunli.analysis.judgements.rising import judge_rising
from qunli.analysis.tests import lives

SHARED = Path(__file__).parents[4] / "shared" / "data" / "history"
DAY = lives.DAY
DAYS = 200


def asking(frame: pl.DataFrame) -> pl.DataFrame:
    """Everybody's every third message is a question, as people's are."""
    return frame.with_columns(question=pl.int_range(pl.len()).over("author") % 3 == 0)


def village() -> pl.DataFrame:
    """Regulars 0 to 4; newcomers of the last 40 days: 10 writes daily, 11 poured out forty messages in one day, 12 came
    on three days and stopped."""
    regulars = [(day, member, 0) for day in range(DAYS) for member in range(5)]
    daily = [(day, 10, 0) for day in range(DAYS - 25, DAYS)]
    burst = [(DAYS - 20, 11, at) for at in range(40)]
    stopped = [(DAYS - 28 + at, 12, 0) for at in range(3)]
    rows = [*regulars, *daily, *burst, *stopped]
    return asking(
        lives.messages((lives.START + day * DAY + member * 3600 + at * 70, member) for day, member, at in rows)
    )


def test_the_newcomer_who_comes_daily_stands_before_the_one_who_talked_for_a_day() -> None:
    frame = analysis.rising(lives.history(village()))
    assert frame["author"][0] == 10
    assert sorted(frame["author"].to_list()) == [10, 11, 12]
    assert frame["score"].is_sorted(descending=True)
    assert frame["score"][0] > 2 * frame["score"][1]


def test_momentum_is_the_reason() -> None:
    told = analysis.rising(lives.history(village())).filter(author=10)["reasons"].to_list()[0]
    assert 2 <= len(told) <= 4
    assert {reason["measure"] for reason in told} <= set(SHOWN)
    assert told[0]["value"] != told[0]["usual"]


def test_nothing_after_the_cutoff_changes_a_score() -> None:
    frame = village()
    cutoff = lives.START + (DAYS - 10) * DAY + 5000
    short = analysis.History.from_frame(frame.filter(pl.col("ts") < cutoff)).until(cutoff)
    whole = analysis.History.from_frame(frame).until(cutoff)
    assert analysis.rising(short).equals(analysis.rising(whole))


def test_sixty_days_after_the_first_message_nobody_is_a_newcomer() -> None:
    settled = lives.history(lives.habits({1: 8, 2: 20, 3: 3}, days=70))
    assert analysis.rising(settled).height == 0
    fresh = lives.history(lives.habits({1: 8, 2: 20, 3: 3}, days=59))
    assert analysis.rising(fresh).height == 3


def test_programs_are_left_out() -> None:
    people = asking(lives.habits({1: 8, 2: 20, 3: 3}, days=50)).with_columns(pl.col("ts") + 400)
    both = pl.concat([people, lives.program(50)]).sort("ts")
    assert sorted(analysis.rising(lives.history(both))["author"].to_list()) == [1, 2, 3]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_history_with_next_to_nothing_in_it_gives_an_empty_frame(count: int) -> None:
    past = analysis.History.from_frame(lives.messages((lives.START + at, 1) for at in range(count)))
    frame = analysis.rising(past)
    assert frame.columns == ["author", "score", "reasons"]
    assert frame.height == 0


def test_the_top_tenth_is_rounded_up_and_needs_ten() -> None:
    scores = np.arange(11.0)
    assert foremost([scores]) == {10, 9}
    assert foremost([scores[:9]]) == set()
    assert foremost([np.zeros(10), np.array([0.0] * 4 + [1.0] + [0.0] * 5)]) == {4}


def test_where_nobody_comes_back_the_liveliest_was_not_right_for_being_called() -> None:
    newcomers = [(DAYS + day, 10 + at, 0) for at in range(20) for day in range(3 + at)]
    regular = [(day, 1, 0) for day in range(DAYS + 150)]
    rows = [
        (lives.START + day * DAY + member * 3600 % DAY + at * 70, member) for day, member, at in regular + newcomers
    ]
    history = analysis.History.from_frame(asking(lives.messages(rows)))
    judged = judge_rising(history, [lives.START + (DAYS + 25) * DAY])
    assert (judged.said, judged.right, judged.naive) == (2, 0, 0.0)


@pytest.mark.slow
def test_the_choice_is_good_on_a_real_community() -> None:
    path = SHARED / "zulip_lean.parquet"
    if not path.exists():
        pytest.skip("shared histories are not here")
    begin = int(datetime(2018, 6, 1, tzinfo=UTC).timestamp())
    judged = judge_rising(analysis.History.from_parquet(path), range(begin, begin + 1500 * DAY, 60 * DAY))
    assert judged.value is not None
    assert judged.naive is not None
    assert judged.value > max(0.4, judged.naive)
