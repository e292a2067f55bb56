"""How well a split would have kept together those who went on talking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import polars as pl
import pymetis
from scipy.sparse import coo_array, csr_array

from qunli.analysis.history import DAY, History
from qunli.analysis.judgements import Judgement
from qunli.analysis.parting import split

AHEAD = 90


class Case(msgspec.Struct):
    """One cutoff: members who were parted, answers between them in the next 90 days, and how many of these stayed
    within a part, in our split and in the naive one."""

    members: int
    answers: int
    ours: int
    theirs: int


def judge_split(history: History, cutoffs: Sequence[int]) -> Judgement:
    """Share of the answers of the next 90 days that stayed within a part when split in two, beside METIS on all counts
    of answers until then.

    Answers are counted as the platform or the order of messages tells them (`named` and `next` of `rollups.ties`),
    between people who were in the split. A call is an answer; right when both were in one part. Cutoffs nearer to the
    end than 90 days are left out.
    """
    usable = (cutoff for cutoff in cutoffs if cutoff + AHEAD * DAY <= history.end)
    return sum_up({cutoff: at(history, cutoff) for cutoff in usable})


def at(history: History, cutoff: int) -> Case:
    """One cutoff (s, UTC)."""
    past = history.until(cutoff)
    parts = split(past)
    future = _future(history, cutoff, parts["author"])
    naive = metis_on_counts(past, parts["author"])
    return Case(parts.height, int(future["answers"].sum()), kept(future, parts), kept(future, naive))


def sum_up(cases: Mapping[int, Case]) -> Judgement:
    """All cutoffs together."""
    answers = sum(case.answers for case in cases.values())
    ours = sum(case.ours for case in cases.values())
    return Judgement(
        name="split",
        measure="share_of_ties_kept",
        value=ours / answers if answers else None,
        naive=sum(case.theirs for case in cases.values()) / answers if answers else None,
        cases=sum(case.members for case in cases.values()),
        cutoffs=tuple(cases),
        calibration_error=None,
        right=ours,
        said=answers,
    )


def kept(answers: pl.DataFrame, parts: pl.DataFrame) -> int:
    """How many of the answers (author, other, answers) are within a part (author, part)."""
    there = parts.rename({"author": "other", "part": "there"})
    within = answers.join(parts, on="author").join(there, on="other").filter(pl.col("part") == pl.col("there"))
    return int(within["answers"].sum())


def metis_on_counts(past: History, members: pl.Series) -> pl.DataFrame:
    """author, part: the naive split of the members, by METIS on raw counts of answers."""
    place = pl.DataFrame({"author": members}).with_row_index("row")
    pairs = (
        _answers(past.ties)
        .join(place, on="author")
        .join(place.rename({"author": "other", "row": "column"}), on="other")
    )
    entries = (pairs["answers"].to_numpy(), (pairs["row"].to_numpy(), pairs["column"].to_numpy()))
    one_way = coo_array(entries, shape=(len(members), len(members)))
    graph = csr_array(one_way + one_way.T)
    if not graph.nnz:
        return pl.DataFrame({"author": members, "part": np.arange(len(members)) % 2})
    division = pymetis.part_graph(
        2, pymetis.CSRAdjacency(graph.indptr, graph.indices), eweights=graph.data.astype(np.int64).tolist()
    )
    return pl.DataFrame({"author": members, "part": np.asarray(division[1], dtype=np.int64)})


def _future(history: History, cutoff: int, members: pl.Series) -> pl.DataFrame:
    first = cutoff // DAY
    ties = history.ties.filter(pl.col("day").is_between(first, first + AHEAD - 1))
    known = members.implode()
    return _answers(ties.filter(pl.col("author").is_in(known) & pl.col("other").is_in(known)))


def _answers(ties: pl.DataFrame) -> pl.DataFrame:
    counted = ties.group_by("author", "other").agg((pl.col("named") + pl.col("next")).sum().alias("answers"))
    return counted.filter(pl.col("author") != pl.col("other")).sort("author", "other")
