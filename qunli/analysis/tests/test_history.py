from __future__ import annotations

import polars as pl
import pytest

from qunli.analysis import History
from qunli.analysis.history import NeedsMessages
from qunli.analysis.tests.invented import DAY, START, lively, said


def test_what_is_needed_and_missing_is_named() -> None:
    with pytest.raises(ValueError, match="author"):
        History.from_frame(pl.DataFrame({"ts": [1], "channel": ["hall"]}))


def test_joins_and_leaves_are_kept_apart_from_what_was_said() -> None:
    frame = said((0, "an", ""), (5, "bo", "")).with_columns(kind=pl.Series(["msg", "join"]))
    history = History.from_frame(frame)
    assert history.messages["author"].to_list() == ["an"]
    assert history.movements.rows() == [(START + 5, "hall", "bo", "join")]


@pytest.mark.parametrize("hour", [0, 1, 30, 199, 400, 719])
def test_a_cut_history_equals_one_that_never_knew_the_future(hour: int) -> None:
    frame = lively()
    moment = START + hour * 3600
    cut, fresh = History.from_frame(frame).until(moment), History.from_frame(frame.filter(pl.col("ts") < moment))
    assert cut.end == moment
    assert cut.messages.equals(fresh.messages)
    assert cut.bots == fresh.bots
    assert cut.member_days.equals(fresh.member_days)
    assert cut.ties.equals(fresh.ties)


def test_a_bot_that_is_only_known_later_still_stands_between_people_before() -> None:
    chatter = lively(days=60)
    notices = pl.DataFrame(
        {"ts": START + day * DAY + 7 * n, "channel": "hall", "author": 99, "length": 80, "question": False}
        for day in range(30, 60)
        for n in range(40)
    )
    frame = pl.concat([chatter, notices], how="diagonal").sort("ts")
    whole = History.from_frame(frame)
    assert whole.bots == {99}
    moment = START + 30 * DAY + 200
    cut, fresh = whole.until(moment), History.from_frame(frame.filter(pl.col("ts") < moment))
    assert cut.bots == fresh.bots == frozenset()
    assert cut.ties.equals(fresh.ties)
    assert not set(whole.ties["other"]) & {99}


def test_a_cut_of_a_cut_is_the_earlier_cut() -> None:
    whole = History.from_frame(lively())
    twice = whole.until(START + 20 * DAY + 5000).until(START + 9 * DAY + 77)
    assert twice.ties.equals(whole.until(START + 9 * DAY + 77).ties)


def test_stored_rollups_stand_for_the_messages() -> None:
    history = History.from_frame(lively())
    recent = history.messages.filter(pl.col("ts") >= history.end - 5 * DAY)
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end, messages=recent)
    assert stored.member_days.equals(history.member_days)
    assert stored.ties.equals(history.ties)
    assert stored.recent(4 * DAY).equals(history.recent(4 * DAY))
    with pytest.raises(NeedsMessages):
        stored.recent(10 * DAY)


def test_stored_rollups_without_messages_can_be_cut_at_whole_days() -> None:
    history = History.from_frame(lively())
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end)
    moment = START + 12 * DAY
    assert stored.until(moment).ties.equals(history.until(moment).ties)
    assert stored.until(moment).member_days.equals(history.until(moment).member_days)


def test_a_history_of_nothing_has_no_days_and_no_ties() -> None:
    history = History.from_frame(lively().head(0))
    assert (history.end, history.member_days.height, history.ties.height, history.bots) == (0, 0, 0, frozenset())


def test_authors_keep_their_type() -> None:
    history = History.from_frame(lively().with_columns(pl.col("author", "to").cast(pl.UInt32)))
    assert history.member_days.schema["author"] == history.ties.schema["other"] == pl.UInt32


def test_authors_the_platform_calls_bots_are_left_out() -> None:
    frame = said((0, "an", ""), (5, "helper", ""), (9, "bo", "")).with_columns(bot=pl.Series([False, True, False]))
    history = History.from_frame(frame)
    assert history.bots == {"helper"}
    assert history.ties.filter(next=1).select("author", "other").rows() == [("bo", "an")]


def test_an_operators_word_on_who_is_a_bot_stands() -> None:
    history = History.from_frame(lively())
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end, bots=frozenset({3}))
    assert stored.bots == {3}
    assert 3 not in stored.member_days["author"].to_list()
    assert 3 not in stored.ties["other"].to_list()
