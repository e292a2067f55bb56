"""What each active member is to the others, measured on the ties of late."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import rustworkx as rx

from qunli.analysis.history import DAY, History

LATELY = 90
FADING_DAYS = 60
FOUNDING = 90
"""Days from the first message on that count as the founding."""
REGULAR_WEEKS = 4
"""Weeks of the founding in which somebody has to have spoken to count among those who carried it."""
STRONG = 1.0
"""Expected answers, fading, above which a tie counts as one between neighbours."""
MOST_STEPS = 30_000_000
"""Members times ties above which paths are left out: betweenness grows with both (Brandes 2001)."""

Floats = npt.NDArray[np.float64]


def standing(past: History) -> pl.DataFrame:
    """One row a member who wrote in the last 90 days, by author:

    turns and active_days (last 90 days), attention (PageRank, Brin and Page 1998, of answers received, fading; its mean
    is 1), heard_by (people who spoke to them), bridging (betweenness, Freeman 1977; share of shortest paths between
    others), effective_size (Burt 1992, as in Borgatti 1997: partners who are not tied among themselves), founding
    (share of what the regulars of the first 90 days said then; 0 for others).
    """
    today = (past.end - 1) // DAY
    lately = past.member_days.filter(pl.col("day") > today - LATELY)
    members = (
        lately.group_by("author")
        .agg(pl.col("turns").sum(), pl.len().cast(pl.Int64).alias("active_days"))
        .sort("author")
    )
    edges = _edges(past, members["author"], today)
    size = members.height
    graph = _graph(edges, size)
    return members.with_columns(
        attention=pl.Series(_attention(edges, size), dtype=pl.Float64),
        heard_by=pl.Series(_heard_by(past, members["author"], today), dtype=pl.Float64),
        bridging=pl.Series(_bridging(graph), dtype=pl.Float64),
        effective_size=pl.Series(_effective_size(graph), dtype=pl.Float64),
        founding=pl.Series(_founding(past, members["author"]), dtype=pl.Float64),
    )


def _edges(past: History, members: pl.Series, today: int) -> pl.DataFrame:
    """row spoke to column (places among the members), weight (expected answers, fading)."""
    place = pl.DataFrame({"author": members, "row": np.arange(len(members))})
    fading = ((pl.col("day") - today).cast(pl.Float64) / FADING_DAYS).exp()
    return (
        past.ties.filter(pl.col("day") > today - 6 * FADING_DAYS)
        .group_by("author", "other")
        .agg((pl.col("weight") * fading).sum())
        .join(place, on="author")
        .join(place.rename({"author": "other", "row": "column"}), on="other")
        .filter(pl.col("row") != pl.col("column"))
        .sort("row", "column")
        .select("row", "column", "weight")
    )


def _graph(edges: pl.DataFrame, size: int) -> rx.PyGraph[None, float]:
    graph: rx.PyGraph[None, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    strong = (
        edges.select(
            pl.min_horizontal("row", "column").alias("one"), pl.max_horizontal("row", "column").alias("other"), "weight"
        )
        .group_by("one", "other")
        .agg(pl.col("weight").sum())
        .filter(pl.col("weight") >= STRONG)
        .sort("one", "other")
    )
    graph.add_edges_from(list(strong.iter_rows()))
    return graph


def _attention(edges: pl.DataFrame, size: int) -> Floats:
    if not size:
        return np.zeros(0)
    graph: rx.PyDiGraph[None, float] = rx.PyDiGraph()
    graph.add_nodes_from([None] * size)
    graph.add_edges_from(list(edges.iter_rows()))
    ranks = rx.pagerank(graph, weight_fn=float)
    return np.array([ranks[node] * size for node in range(size)])


def _heard_by(past: History, members: pl.Series, today: int) -> Floats:
    lately = past.ties.filter(pl.col("day") > today - LATELY)
    pairs = lately.group_by("other", "author").agg(pl.col("weight").sum()).filter(pl.col("weight") >= STRONG)
    people = pairs.group_by("other").agg(pl.len().alias("people"))
    return (
        pl.DataFrame({"other": members})
        .join(people, on="other", how="left", maintain_order="left")["people"]
        .fill_null(0)
        .to_numpy()
        .astype(np.float64)
    )


def _bridging(graph: rx.PyGraph[None, float]) -> Floats:
    size = graph.num_nodes()
    if size < 3 or size * graph.num_edges() > MOST_STEPS:
        return np.zeros(size)
    between = rx.betweenness_centrality(graph, normalized=True)
    return np.array([between[node] for node in range(size)])


def _effective_size(graph: rx.PyGraph[None, float]) -> Floats:
    near = [set(graph.neighbors(node)) for node in range(graph.num_nodes())]
    result = np.zeros(len(near))
    for node, partners in enumerate(near):
        if partners:
            among = sum(len(near[partner] & partners) for partner in partners)
            result[node] = len(partners) - among / len(partners)
    return result


def _founding(past: History, members: pl.Series) -> Floats:
    days = past.member_days
    if not days.height:
        return np.zeros(len(members))
    founding = days.filter(pl.col("day") < int(days["day"][0]) + FOUNDING)
    carried = (
        founding.group_by("author")
        .agg(pl.col("turns").sum(), (pl.col("day") // 7).n_unique().alias("weeks"))
        .filter(pl.col("weeks") >= REGULAR_WEEKS)
        .with_columns(pl.col("turns") / pl.col("turns").sum())
    )
    found = pl.DataFrame({"author": members}).join(carried, on="author", how="left", maintain_order="left")
    return found["turns"].fill_null(0.0).to_numpy().astype(np.float64)
