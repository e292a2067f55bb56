from __future__ import annotations

from itertools import permutations

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_array

from qunli.analysis import History
from qunli.analysis.parting import split
from qunli.analysis.refine import Balance, cut, refined
from qunli.analysis.tests.invented import DAY, START, lively

CIRCLES = (("an", "bo", "cy", "di"), ("el", "fa", "gu", "hu"))


def _circles(days: int = 40) -> pl.DataFrame:
    """Two circles of friends who talk among themselves every day, and one greeting between the circles a week."""
    rows = []
    for day in range(days):
        at = START + day * DAY
        for circle in CIRCLES:
            for place, (one, two) in enumerate(permutations(circle, 2)):
                rows.append({"ts": at + 60 * place, "channel": "hall", "author": one, "to": two, "length": 9})
        if day % 7 == 0:
            rows.append({"ts": at + 5000, "channel": "hall", "author": "an", "to": "el", "length": 9})
    return pl.DataFrame(rows).sort("ts", maintain_order=True)


def test_friends_stay_together() -> None:
    parts = dict(split(History.from_frame(_circles())).iter_rows())
    assert parts == dict.fromkeys(CIRCLES[0], 0) | dict.fromkeys(CIRCLES[1], 1)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_parts_differ_by_five_percent_of_their_members_at_most(parts: int) -> None:
    history = History.from_frame(lively(people=120, a_day=400))
    sizes = split(history, parts)["part"].value_counts()["count"]
    assert len(sizes) == parts
    assert max(sizes) - min(sizes) <= max(1, 0.05 * sum(sizes) / parts)


def test_every_part_gets_its_share_of_the_talk_when_it_has_to_live_by_itself() -> None:
    history = History.from_frame(lively(people=60, a_day=400))
    talk = history.member_days.join(split(history, 2, "activity"), on="author").group_by("part").agg(pl.sum("turns"))
    assert max(talk["turns"]) / sum(talk["turns"]) < 0.53


def test_only_who_was_active_in_the_last_ninety_days_is_placed() -> None:
    frame = _circles().filter((pl.col("author") != "an") | (pl.col("ts") < START + DAY))
    history = History.from_frame(frame).until(START + 100 * DAY)
    assert set(split(history)["author"]) == {"bo", "cy", "di", "el", "fa", "gu", "hu"}


def test_nothing_and_nobody_can_be_split() -> None:
    empty = split(History.from_frame(lively().head(0)))
    assert empty.columns == ["author", "part"]
    assert empty.height == 0
    assert split(History.from_frame(_circles(1).head(1)), 5)["part"].to_list() == [0]
    with pytest.raises(ValueError, match="one part or more"):
        split(History.from_frame(_circles()), 0)


def test_the_future_changes_no_split() -> None:
    frame = _circles()
    moment = START + 20 * DAY
    cut_off = History.from_frame(frame).until(moment)
    assert split(cut_off).equals(split(History.from_frame(frame.filter(pl.col("ts") < moment)).until(moment)))


def test_refining_swaps_the_misplaced_and_keeps_the_balance() -> None:
    # two triangles joined by one edge, with one vertex of each on the wrong side
    edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    graph = np.zeros((6, 6))
    for one, other in edges:
        graph[one, other] = graph[other, one] = 1.0
    better = refined(csr_array(graph), np.array([0, 0, 1, 0, 1, 1]), 2, Balance(np.ones(6), 3, 3))
    assert better.tolist() == [0, 0, 0, 1, 1, 1]
    assert cut(csr_array(graph), better) == 1.0
