"""Whether people belong: they speak to each other, not past each other, and newcomers are met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import rustworkx as rx

from qunli.analysis.history import DAY, History
from qunli.analysis.intervals import Share, wilson

LATELY = 90
MONTH = 30
MONTHS = 24
TIED = 1.0
"""Expected answers in the time looked at from which one counts as having spoken to another."""
ANSWERED = 0.5
"""Expected answers within a day from which a newcomer counts as answered."""
RESAMPLES = 200


@dataclass(frozen=True)
class Belonging:
    """The last 90 days, each share with its interval.

    `reciprocity`: of the pairs in which one spoke to the other, those in which the other spoke back. `cohesion`: of the
    pairs who share a partner, those tied themselves (transitivity, Newman 2001), with an interval by resampling members
    (Snijders and Borgatti 1999). `share_tied`: of the active members, those with a tie in both directions.
    `newcomers_answered`: of those who first wrote in that time, those to whom somebody spoke on that day or the next.
    `trend`: month (first day, days since 1970; 30 days each, oldest first), members, newcomers, reciprocity, cohesion,
    share_tied, newcomers_answered and the bounds of the latter two (`..._low`, `..._high`); null where nothing can be
    said.
    """

    reciprocity: Share
    cohesion: Share
    share_tied: Share
    newcomers_answered: Share
    trend: pl.DataFrame


def belonging(past: History) -> Belonging:
    """How much the members belong, now and over the last two years. Ties are expected answers (`rollups.ties`); a pair
    counts from one on. Reads rollups only. A community of a few gets wide intervals rather than a verdict."""
    after = (past.end - 1) // DAY + 1
    first_seen = past.member_days.group_by("author").agg(pl.col("day").min().alias("first"))
    pairs = _pairs(past, after - LATELY, after)
    return Belonging(
        reciprocity=_reciprocity(pairs),
        cohesion=_cohesion(pairs, resamples=RESAMPLES),
        share_tied=_share_tied(past, pairs, after - LATELY, after),
        newcomers_answered=_newcomers_answered(past, first_seen, after - LATELY, after),
        trend=_trend(past, first_seen, after),
    )


def _pairs(past: History, first: int, after: int) -> pl.DataFrame:
    """one, other (each pair once), both (whether both spoke to each other)."""
    spoke = (
        past.ties.filter(pl.col("day").is_between(first, after - 1) & (pl.col("author") != pl.col("other")))
        .group_by("author", "other")
        .agg(pl.col("weight").sum())
        .filter(pl.col("weight") >= TIED)
    )
    pair = spoke.select(
        pl.min_horizontal("author", "other").alias("one"), pl.max_horizontal("author", "other").alias("other")
    )
    return pair.group_by("one", "other").agg((pl.len() == 2).alias("both")).sort("one", "other")


def _reciprocity(pairs: pl.DataFrame) -> Share:
    return wilson(int(pairs["both"].sum()), pairs.height)


def _share_tied(past: History, pairs: pl.DataFrame, first: int, after: int) -> Share:
    active = past.member_days.filter(pl.col("day").is_between(first, after - 1))["author"].unique()
    mutual = pairs.filter("both")
    tied = pl.concat([mutual["one"], mutual["other"]]).unique()
    return wilson(int(active.is_in(tied.implode()).sum()), len(active))


def _newcomers_answered(past: History, first_seen: pl.DataFrame, first: int, after: int) -> Share:
    """Newcomers whose next day has passed, so that there was time to answer them."""
    came = first_seen.filter(pl.col("first").is_between(first, after - 2))
    spoken_to = past.ties.filter(pl.col("day").is_between(first, after - 1)).join(
        came.rename({"author": "other"}), on="other"
    )
    at_once = spoken_to.filter((pl.col("day") - pl.col("first")).is_between(0, 1))
    answers = at_once.group_by("other").agg(pl.col("weight").sum())
    return wilson(answers.filter(pl.col("weight") >= ANSWERED).height, came.height)


def _cohesion(pairs: pl.DataFrame, resamples: int = 0) -> Share:
    if not pairs.height:
        return Share(None, 0.0, 1.0, 0)
    members = pl.concat([pairs["one"], pairs["other"]]).unique().sort()
    place = pl.DataFrame({"one": members, "row": np.arange(len(members))})
    ends = pairs.join(place, on="one").join(place.rename({"one": "other", "row": "column"}), on="other")
    triangles, triples = _closed(list(ends.select("row", "column").iter_rows()), len(members))
    if not triples.sum():
        return Share(None, 0.0, 1.0, 0)
    value = float(triangles.sum() / triples.sum())
    if not resamples:
        return Share(value, 0.0, 1.0, int(triples.sum()))
    draws = np.random.default_rng(0).integers(0, len(members), (resamples, len(members)))
    shares = triangles[draws].sum(axis=1) / np.maximum(triples[draws].sum(axis=1), 1)
    low, high = np.quantile(shares, (0.025, 0.975))
    few = wilson(value * len(members), len(members))
    return Share(value, min(float(low), few.low), max(float(high), few.high), int(triples.sum()))


def _closed(edges: list[tuple[int, int]], size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each member, pairs of partners that are tied themselves, and all pairs of partners."""
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    graph.add_edges_from_no_data(edges)
    near = [set(graph.neighbors(node)) for node in range(size)]
    closed = [sum(len(near[partner] & partners) for partner in partners) // 2 for partners in near]
    pairs = [len(partners) * (len(partners) - 1) // 2 for partners in near]
    return np.array(closed, dtype=np.int64), np.array(pairs, dtype=np.int64)


def _trend(past: History, first_seen: pl.DataFrame, after: int) -> pl.DataFrame:
    begin = int(past.member_days["day"].min() or 0) if past.member_days.height else after  # type: ignore[arg-type]
    months = [first for month in range(MONTHS, 0, -1) if (first := after - month * MONTH) + MONTH > begin]
    rows = [_month(past, first_seen, first) for first in months]
    floats = ("reciprocity", "cohesion", "share_tied", "newcomers_answered")
    bounds = [f"{name}_{end}" for name in floats[2:] for end in ("low", "high")]
    schema = {"month": pl.Int64, "members": pl.Int64, "newcomers": pl.Int64}
    return pl.DataFrame(rows, schema={**schema, **dict.fromkeys([*floats, *bounds], pl.Float64)})


def _month(past: History, first_seen: pl.DataFrame, first: int) -> dict[str, float | int | None]:
    after = first + MONTH
    pairs = _pairs(past, first, after)
    tied, answered = _share_tied(past, pairs, first, after), _newcomers_answered(past, first_seen, first, after)
    return {
        "month": first,
        "members": tied.of,
        "newcomers": answered.of,
        "reciprocity": _reciprocity(pairs).value,
        "cohesion": _cohesion(pairs).value,
        "share_tied": tied.value,
        "newcomers_answered": answered.value,
        "share_tied_low": tied.low,
        "share_tied_high": tied.high,
        "newcomers_answered_low": answered.low,
        "newcomers_answered_high": answered.high,
    }
