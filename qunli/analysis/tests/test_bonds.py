from __future__ import annotations

import polars as pl
import pytest

from qunli.analysis import History
from qunli.analysis.bonds import belonging
from qunli.analysis.intervals import wilson
from qunli.analysis.tests.invented import DAY, START, lively, said


def test_wilsons_interval_is_the_published_one() -> None:
    share = wilson(7, 10)
    assert (share.value, share.of) == (0.7, 10)
    assert (round(share.low, 3), round(share.high, 3)) == (0.397, 0.892)


def test_nothing_to_count_says_nothing() -> None:
    share = wilson(0, 0)
    assert (share.value, share.low, share.high) == (None, 0.0, 1.0)


def test_a_pair_that_answers_each_other_is_mutual_and_one_that_does_not_is_not() -> None:
    frame = said((0, "an", "bo"), (10, "bo", "an"), (20, "an", "cy"), (5000, "cy", "di"))
    found = belonging(History.from_frame(frame))
    assert found.reciprocity.value == pytest.approx(1 / 3)
    assert found.reciprocity.of == 3
    assert found.share_tied.value == pytest.approx(2 / 3)
    assert found.cohesion.value == 0.0
    assert found.cohesion.high > 0.45


def test_three_who_all_talk_hang_together() -> None:
    frame = said((0, "an", "bo"), (10, "bo", "cy"), (20, "cy", "an"))
    assert belonging(History.from_frame(frame)).cohesion.value == 1.0


def test_a_newcomer_is_answered_when_somebody_speaks_to_them_by_the_next_day() -> None:
    frame = said(
        (0, "host", ""),
        (DAY, "ann", ""),
        (DAY + 30_000, "host", "ann"),
        (2 * DAY, "ben", ""),
        (5 * DAY, "host", "ben"),
        (9 * DAY, "host", ""),
    )
    found = belonging(History.from_frame(frame)).newcomers_answered
    assert found.value == pytest.approx(1 / 3)
    assert found.of == 3


def test_who_came_today_is_not_yet_counted_as_unanswered() -> None:
    frame = said((0, "host", ""), (10, "guest", "host"), (20, "host", "guest"), (2 * DAY, "late", ""))
    assert belonging(History.from_frame(frame)).newcomers_answered.of == 2


def test_the_trend_goes_by_months_and_ends_with_the_last_thirty_days() -> None:
    history = History.from_frame(lively(days=100))
    trend = belonging(history).trend
    assert trend["month"].to_list() == [20_100 - 30 * back for back in (4, 3, 2, 1)]
    assert trend["members"].to_list()[-1] == 20
    assert trend["newcomers"].sum() == 20


def test_a_community_of_nobody_has_no_belonging() -> None:
    found = belonging(History.from_frame(lively().head(0)))
    assert (found.reciprocity.value, found.cohesion.value, found.share_tied.value) == (None, None, None)
    assert found.trend.height == 0


def test_belonging_needs_rollups_only() -> None:
    history = History.from_frame(lively(days=100))
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end)
    ours, theirs = belonging(stored), belonging(history)
    assert ours.reciprocity == theirs.reciprocity
    assert ours.cohesion == theirs.cohesion
    assert ours.trend.equals(theirs.trend)


def test_the_future_changes_no_belonging() -> None:
    frame = lively(days=100)
    moment = START + 70 * DAY
    cut = belonging(History.from_frame(frame).until(moment))
    fresh = belonging(History.from_frame(frame.filter(pl.col("ts") < moment)).until(moment))
    assert cut.trend.equals(fresh.trend)
    assert cut.newcomers_answered == fresh.newcomers_answered
