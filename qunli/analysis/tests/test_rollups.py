from __future__ import annotations

import subprocess
import sys

import ibis
import polars as pl
import pytest

from qunli.analysis import History, compile_rollups, engine, known, rollups
from qunli.analysis.tests.invented import START, lively, said


@pytest.mark.parametrize("rollup", compile_rollups.ROLLUPS)
def test_the_kept_sql_is_what_ibis_makes_of_the_expressions(rollup: str) -> None:
    assert engine.compiled(rollup) == compile_rollups.compiled(rollup)


def test_what_is_summed_over_channels_is_named_once_for_each_engine() -> None:
    assert known.SUMMED == rollups.SUMMED


def test_a_member_day_counts_what_was_said_and_how() -> None:
    frame = said((0, "an", ""), (2, "bo", "an"), (30, "an", "bo"), (40, "an", ""), (3600, "bo", ""), (90_000, "an", ""))
    days = History.from_frame(frame).member_days
    first = days.filter(author="an", day=20_000).row(0, named=True)
    assert first == {
        "author": "an",
        "day": 20_000,
        "messages": 3,
        "length": 30,
        "questions": 0,
        "addressed": 1,
        "instant": 0,
        "squares": 300,
        "turns": 2,
        "prompt": 1,
        "repeats": 2,
        "called": 1,
        "channels": 1,
        "hours": 1,
        "first_ts": START,
        "last_ts": START + 40,
    }
    bo = days.filter(author="bo").row(0, named=True)
    assert (bo["instant"], bo["prompt"], bo["turns"], bo["hours"], bo["called"]) == (1, 1, 2, 0b11, 1)


def test_an_answer_at_a_full_minute_is_not_instant_because_the_clock_may_show_minutes_only() -> None:
    days = History.from_frame(said((60, "an", ""), (60, "bo", ""))).member_days
    assert days["instant"].to_list() == [0, 0]
    assert days.filter(author="bo")["prompt"].to_list() == [1]


def test_a_named_answer_weighs_one_and_an_unnamed_one_is_shared_by_the_odds() -> None:
    ties = History.from_frame(said((0, "an", ""), (10, "bo", "an"), (20, "cy", ""))).ties.sort("author", "other")
    # cy's turn: bo spoke last but to another (13 * 10 * 5 * 10 * 10), an before (12 * 10 * 10 * 10 * 10), nobody 100000
    total = 100_000 + 65_000 + 120_000
    assert ties.rows() == [
        ("bo", "an", 20_000, 1, 0, 1.0),
        ("cy", "an", 20_000, 0, 0, 120_000 * 1000 // total / 1000),
        ("cy", "bo", 20_000, 0, 1, 65_000 * 1000 // total / 1000),
    ]


def test_counts_are_whole_numbers() -> None:
    history = History.from_frame(lively(days=2))
    kinds = dict(history.member_days.schema) | dict(history.ties.schema)
    assert {name for name, kind in kinds.items() if not kind.is_integer()} == {"weight"}


def test_who_spoke_to_me_is_likelier_to_be_answered() -> None:
    ties = History.from_frame(said((0, "an", "cy"), (10, "bo", "an"), (20, "cy", ""))).ties.filter(author="cy")
    weight = dict(zip(ties["other"], ties["weight"], strict=True))
    assert weight["an"] > 3 * weight["bo"]


def test_messages_of_one_second_keep_the_order_they_came_in() -> None:
    frame = said((0, "an", ""), (0, "bo", ""), (0, "cy", ""))
    assert History.from_frame(frame).ties.filter(next=1).select("author", "other").sort("author").rows() == [
        ("bo", "an"),
        ("cy", "bo"),
    ]


def test_topics_keep_conversations_apart_and_may_pause_for_hours() -> None:
    frame = said((0, "an", ""), (60, "bo", ""), (20_000, "cy", "")).with_columns(
        topic=pl.Series(["tea", "rice", "tea"])
    )
    assert History.from_frame(frame).ties.select("author", "other", "next").rows() == [("cy", "an", 1)]


@pytest.mark.slow
def test_the_expressions_give_the_same_through_ibis_as_in_a_history() -> None:
    history = History.from_frame(lively())
    assert not history.bots
    table = ibis.memtable(history.messages.with_row_index("position"))
    connection = ibis.duckdb.connect()
    days = connection.to_polars(rollups.member_days(table)).sort("day", "author")
    ties = connection.to_polars(rollups.ties(table)).sort("day", "author", "other")
    assert days.select(history.member_days.columns).equals(history.member_days)
    assert ties.drop("weight").equals(history.ties.drop("weight"))
    assert (ties["weight"] - history.ties["weight"]).abs().max() < 1e-9


def test_rolling_up_in_slices_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lively()
    whole = History.from_frame(frame)
    monkeypatch.setattr(engine, "SLICE", 400)
    sliced = History.from_frame(frame)
    assert whole.member_days.equals(sliced.member_days)
    assert whole.ties.equals(sliced.ties)


def test_one_cell_follows_from_its_day_and_the_day_before() -> None:
    messages = History.from_frame(lively()).messages
    whole = engine.channel_ties(messages).filter(channel="yard", day=20_011).sort("author", "other")
    near = messages.filter((pl.col("channel") == "yard") & (pl.col("ts") // 86_400).is_in([20_010, 20_011]))
    assert whole.equals(engine.channel_ties(near).filter(day=20_011).sort("author", "other"))


@pytest.mark.slow
def test_concluding_loads_no_ibis_arrow_or_pandas() -> None:
    told = "from qunli.analysis.tests.invented import lively; from qunli.analysis import *; import sys; "
    told += "h = History.from_frame(lively()); split(h), belonging(h), key_members(h), open_questions(h); "
    told += "print(sorted({'ibis', 'pyarrow', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
