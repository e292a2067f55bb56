from __future__ import annotations

import polars as pl

from qunli.analysis import History
from qunli.analysis.tests.invented import DAY, START, lively


def _with(*, author: int, rows: list[tuple[int, int, bool]]) -> History:
    """A lively community and messages (seconds after START, length, question) of one more author."""
    more = pl.DataFrame(
        [
            {"ts": START + at, "channel": "hall", "author": author, "length": length, "question": asks}
            for at, length, asks in rows
        ]
    )
    return History.from_frame(pl.concat([lively(days=60), more], how="diagonal").sort("ts", maintain_order=True))


def test_people_who_talk_are_people() -> None:
    assert History.from_frame(lively(days=90)).bots == frozenset()


def test_one_who_posts_the_same_notices_in_bursts_is_a_bot() -> None:
    rows = [(day * DAY + 30_000 + n, 60, False) for day in range(20) for n in range(6)]
    assert _with(author=99, rows=rows).bots == {99}


def test_one_who_answers_within_seconds_and_says_nothing_else_is_a_bot() -> None:
    asked = lively(days=60).filter(channel="hall")["ts"].to_list()[::4]
    rows = [(ts - START + 1, 20 + ts % 90, False) for ts in asked]
    assert _with(author=99, rows=rows).bots == {99}


def test_a_helper_who_answers_fast_but_asks_back_is_a_person() -> None:
    asked = lively(days=60).filter(channel="hall")["ts"].to_list()[::4]
    rows = [(ts - START + 20 + ts % 40, 20 + ts % 90, ts % 3 == 0) for ts in asked]
    assert _with(author=99, rows=rows).bots == frozenset()


def test_a_taciturn_newcomer_is_a_person() -> None:
    rows = [(day * DAY + 40_000 + day * 311, 15 + day % 23, False) for day in range(60)]
    assert _with(author=99, rows=rows).bots == frozenset()


def test_an_export_that_tells_no_lengths_makes_nobody_a_bot() -> None:
    history = History.from_frame(lively(days=90).drop("length", "question"))
    assert history.bots == frozenset()
