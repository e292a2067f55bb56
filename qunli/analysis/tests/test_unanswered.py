from __future__ import annotations

import polars as pl
import pytest

from qunli.analysis import History
from qunli.analysis.history import NeedsMessages
from qunli.analysis.tests.invented import DAY, START, lively, said
from qunli.analysis.unanswered import open_questions


def _asking(*rows: tuple[int, str, str], asks: str, topic: str | None = None) -> History:
    """Messages of which those of `asks` are questions, and an hour after the last, silence."""
    frame = said(*rows).with_columns(
        question=pl.col("author") == asks, topic=pl.lit(topic, pl.String), id=pl.int_range(100, 100 + len(rows))
    )
    return History.from_frame(frame).until(START + rows[-1][0] + 3600)


def test_a_question_into_silence_is_open() -> None:
    history = _asking((0, "bo", ""), (7200, "an", ""), asks="an")
    assert open_questions(history).drop("able").rows() == [(101, "hall", None, START + 7200, "an", 1.0)]


def test_the_next_to_speak_within_ten_minutes_answers() -> None:
    assert open_questions(_asking((0, "an", ""), (500, "bo", ""), asks="an")).height == 0
    assert open_questions(_asking((0, "an", ""), (700, "bo", ""), asks="an")).height == 1


def test_one_who_talks_to_somebody_else_does_not_answer() -> None:
    assert open_questions(_asking((0, "an", ""), (100, "bo", "cy"), asks="an")).height == 1


def test_naming_the_asker_days_later_answers() -> None:
    assert open_questions(_asking((0, "an", ""), (100, "bo", "cy"), (3 * DAY, "di", "an"), asks="an")).height == 0


def test_in_a_topic_the_next_to_speak_may_take_days() -> None:
    assert open_questions(_asking((0, "an", ""), (3 * DAY, "bo", ""), asks="an", topic="tea")).height == 0
    assert open_questions(_asking((0, "an", ""), (8 * DAY, "bo", ""), asks="an", topic="tea")).height == 1


def test_questions_of_one_breath_are_one_question() -> None:
    history = _asking((0, "bo", ""), (7200, "an", ""), (7205, "an", ""), asks="an")
    assert open_questions(history)["message"].to_list() == [102]


def test_a_question_put_to_one_who_speaks_within_the_hour_is_answered() -> None:
    assert open_questions(_asking((0, "an", "bo"), (1800, "bo", ""), asks="an")).height == 0


def test_those_who_answer_most_and_are_there_could_answer() -> None:
    rows = [(day * DAY + at, name, "di") for day in range(5) for at, name in ((0, "bo"), (30, "cy"), (60, "bo"))]
    history = _asking(*rows, (6 * DAY, "an", ""), asks="an")
    assert open_questions(history)["able"].to_list() == [["bo", "cy"]]


def test_only_the_last_thirty_days_are_looked_at() -> None:
    assert open_questions(_asking((0, "an", ""), (40 * DAY, "bo", ""), asks="an")).height == 0


def test_without_the_messages_of_thirty_days_nothing_is_said() -> None:
    history = History.from_frame(lively(days=60))
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end)
    with pytest.raises(NeedsMessages):
        open_questions(stored)
    recent = history.messages.filter(pl.col("ts") >= history.end - 31 * DAY)
    stored = History.from_rollups(history.channel_member_days, history.channel_ties, history.end, messages=recent)
    assert open_questions(stored).equals(open_questions(history))


def test_an_empty_history_has_no_questions() -> None:
    assert open_questions(History.from_frame(lively().head(0))).height == 0
