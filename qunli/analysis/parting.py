"""How a community that has grown too large is split so that those who talk with each other stay together."""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl
import pymetis
from scipy.sparse import coo_array, csr_array

from qunli.analysis.history import DAY, History
from qunli.analysis.refine import Balance, Ints, cut, refined

ACTIVE_DAYS = 90
FADING_DAYS = 60
"""Days in which a tie loses all but 1/e of its weight."""
SEEDS = 4
TOLERANCE = 0.025
"""How far a part may be from its equal share, so that no two differ by more than about 5 %."""


def split(past: History, parts: int = 2, balance: Literal["members", "activity"] = "members") -> pl.DataFrame:
    """author, part (0 to `parts` - 1): everybody active in the last 90 days, in parts that differ by at most 5 % in
    members, or in what their members said lately. Raises ValueError when `parts` is below 1.

    Ties are the expected numbers of answers (`rollups.ties`), fading with age. Several starting points, METIS (Karypis
    and Kumar 1998) with different seeds and layers from the most to the least tied, are bettered by moving members
    (see `refine`); the one that cuts least stays. With "members" the most talkative may well stay together and the
    quiet form the other part: that keeps most ties. With "activity" every part gets its share of the talk, which a part
    that has to live by itself needs, at the price of more ties cut. Reads rollups only.
    """
    if parts < 1:
        raise ValueError("a community is split into one part or more")
    today = (past.end - 1) // DAY
    lately = past.member_days.filter(pl.col("day") > today - ACTIVE_DAYS)
    members = lately.group_by("author").agg(pl.col("turns").sum()).sort("author")
    if members.height <= parts or parts == 1:
        part = np.arange(members.height, dtype=np.int64) % parts
    else:
        graph = _graph(past, members["author"], today)
        part = _best(graph, parts, _balance(members, parts, balance))
    return members.select("author").with_columns(part=pl.Series(_in_order(part), dtype=pl.Int64))


def _graph(past: History, members: pl.Series, today: int) -> csr_array:
    place = pl.DataFrame({"author": members, "row": np.arange(len(members))})
    recent = past.ties.filter(pl.col("day") > today - 10 * FADING_DAYS)
    fading = (pl.col("day") - today).cast(pl.Float64) / FADING_DAYS
    pairs = (
        recent.group_by("author", "other")
        .agg((pl.col("weight") * fading.exp()).sum())
        .join(place, on="author")
        .join(place.rename({"author": "other", "row": "column"}), on="other")
        .filter(pl.col("row") != pl.col("column"))
        .sort("row", "column")
    )
    rows, columns = pairs["row"].to_numpy(), pairs["column"].to_numpy()
    one_way = coo_array((pairs["weight"].to_numpy(), (rows, columns)), shape=(len(members), len(members)))
    graph = csr_array(one_way + one_way.T)
    graph.sum_duplicates()
    return graph


def _balance(members: pl.DataFrame, parts: int, by: str) -> Balance:
    turns = members["turns"].to_numpy().astype(float)
    weights = np.ones(members.height) if by == "members" else turns + 1.0
    share = float(weights.sum()) / parts
    least, most = share * (1 - TOLERANCE), share * (1 + TOLERANCE)
    if by == "members":
        least, most = min(np.ceil(least), np.floor(share)), max(np.floor(most), np.ceil(share))
    return Balance(weights, float(least), float(most))


def _best(graph: csr_array, parts: int, balance: Balance) -> Ints:
    starts = [_layers(graph, parts, balance), *(_metis(graph, parts, balance, seed) for seed in range(SEEDS))]
    divisions = [refined(graph, start, parts, balance) for start in starts]
    return min(divisions, key=lambda part: (_off(part, parts, balance), cut(graph, part)))


def _off(part: Ints, parts: int, balance: Balance) -> float:
    return round(balance.off(np.bincount(part, weights=balance.weights, minlength=parts).astype(np.float64)), 6)


def _layers(graph: csr_array, parts: int, balance: Balance) -> Ints:
    """The most tied in the first part, and so on."""
    order = np.argsort(-np.asarray(graph.sum(axis=1)).ravel(), kind="stable")
    heaped = np.cumsum(balance.weights[order]) - balance.weights[order] / 2
    part = np.empty(len(order), dtype=np.int64)
    part[order] = np.minimum(heaped / balance.weights.sum() * parts, parts - 1).astype(np.int64)
    return part


def _metis(graph: csr_array, parts: int, balance: Balance, seed: int) -> Ints:
    whole = np.round(graph.data / max(graph.data.max(initial=0.0), 1e-12) * 1_000_000).astype(np.int64)
    kept = csr_array((whole, graph.indices.copy(), graph.indptr.copy()), shape=graph.shape)
    kept.eliminate_zeros()
    if not kept.nnz:
        return _layers(graph, parts, balance)
    scale = 10_000 / balance.weights.max()
    division = pymetis.part_graph(
        parts,
        pymetis.CSRAdjacency(kept.indptr, kept.indices),
        vweights=np.maximum(1, np.round(balance.weights * scale)).astype(np.int64).tolist(),
        eweights=kept.data.tolist(),
        options=pymetis.Options(seed=seed, ufactor=int(TOLERANCE * 1000)),
        recursive=parts <= 8,
    )
    return np.asarray(division[1], dtype=np.int64)


def _in_order(part: Ints) -> Ints:
    """The same parts numbered by the first member of each."""
    first: dict[int, int] = {}
    return np.array([first.setdefault(int(number), len(first)) for number in part], dtype=np.int64)
