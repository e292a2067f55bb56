"""Which authors are programs.

No platform says it reliably, so behaviour has to. Programs never ask and are never asked: people put questions, name
others and are named. Programs are mechanical: they answer within a moment and only then, say things of one length, pour
out lines, or do not sleep. Points are added for both; what only never happens counts in full when there was much time
for it to happen, so a taciturn person is not taken for a program, and one who answers fast but asks now and then is a
helper. Figures in docs/research/bots-and-ties.md.
"""

from __future__ import annotations

import polars as pl

FEWEST = 30
"""Messages below which nobody is called a bot."""
PLENTY = 1000
"""Messages after which what never happened counts in full."""
NEEDED = 3.0


def recognise(member_days: pl.DataFrame) -> frozenset[object]:
    """Authors who behave like programs. `member_days` as `rollups.member_days` gives them."""
    return frozenset(points(member_days).filter(pl.col("points") >= NEEDED)["author"].to_list())


def points(member_days: pl.DataFrame) -> pl.DataFrame:
    """author, messages, never (0 to 3), mechanical, points; one row an author of `FEWEST` messages or more."""
    enough = _totals(member_days).filter(pl.col("messages") >= FEWEST)
    asks, names = (_usual(enough, column) > share for column, share in (("questions", 0.02), ("called", 0.03)))
    never = _rare("questions", 0.015) * int(asks) + (_rare("called", 0.02) + _rare("addressed", 0.01)) * int(names)
    most = pl.when(pl.col("messages") >= PLENTY).then(3).otherwise(2)
    return enough.select(
        "author",
        "messages",
        never=pl.min_horizontal(never, most).cast(pl.Float64),
        mechanical=pl.sum_horizontal(_answers_at_once(enough), *_monotonous(enough), _by_the_clock()),
    ).with_columns(points=pl.col("never") + pl.col("mechanical"))


def _totals(member_days: pl.DataFrame) -> pl.DataFrame:
    counts = ("messages", "length", "questions", "addressed", "instant", "squares", "turns", "prompt", "repeats")
    return member_days.group_by("author").agg(
        pl.col(*counts, "called").sum(),
        pl.col("hours").bitwise_count_ones().mean().alias("hours_a_day"),
        pl.col("hours").bitwise_or().bitwise_count_ones().alias("hours_ever"),
        pl.len().alias("days"),
        (pl.col("first_ts") % 60 == 0).mean().alias("whole_minutes"),
    )


def _usual(totals: pl.DataFrame, column: str, among: str = "messages") -> float:
    """The share that a quarter of the authors reach: a measure of people even where most messages are programs'."""
    shares = totals.select(pl.col(column) / pl.col(among).clip(1)).to_series()
    return float(shares.quantile(0.75) or 0.0)


def _rare(column: str, share: float) -> pl.Expr:
    """1 when even two more of them would leave fewer than this share of the messages."""
    return ((pl.col(column) + 2) / (pl.col("messages") + 4) < share).cast(pl.Int64)


def _answers_at_once(totals: pl.DataFrame) -> pl.Expr:
    """Every turn within a moment of somebody else's message: within seconds or, where clocks show minutes only, within
    the minute. Means nothing where everybody is that fast."""
    turns, messages = pl.col("turns"), pl.col("messages")
    prompt = pl.col("prompt") / turns.clip(1)
    only = (prompt >= 0.985) & (turns >= 0.7 * messages) & (_usual(totals, "prompt", "turns") < 0.97)
    only &= pl.col("whole_minutes") > 0.9
    without_fail = only & (prompt >= 0.995) & (turns >= 500)
    instant = pl.col("instant") / messages * int(_usual(totals, "instant") < 0.15)
    return (
        pl.when(without_fail)
        .then(NEEDED)
        .when(instant > 0.5)
        .then(2.5)
        .when((instant > 0.3) | (only & (messages >= 2 * FEWEST)))
        .then(2.0)
        .when(only)
        .then(1.0)
        .otherwise(0.0)
    )


def _monotonous(totals: pl.DataFrame) -> list[pl.Expr]:
    """Says things of one length again and again, of hardly differing lengths, many in a row, or nothing but
    questions. Lengths mean nothing
    where they are alike for everybody, as in an export that does not tell them."""
    messages = pl.col("messages")
    repeats = pl.col("repeats") / messages
    told = int(float(totals.select(_spread()).to_series().quantile(0.75) or 0.0) > 0.3)
    return [
        (repeats >= 0.06).cast(pl.Float64) * told,
        (repeats >= 0.2).cast(pl.Float64) * told,
        (_spread() < 0.35).cast(pl.Float64) * told,
        (pl.col("turns") < 0.35 * messages).cast(pl.Float64),
        2.0 * ((messages >= 100) & (pl.col("questions") >= 0.95 * messages)).cast(pl.Float64),
    ]


def _spread() -> pl.Expr:
    """Standard deviation of an author's message lengths over their mean."""
    mean = pl.col("length") / pl.col("messages")
    return (pl.col("squares") / pl.col("messages") - mean**2).clip(0).sqrt() / mean.clip(1)


def _by_the_clock() -> pl.Expr:
    """Does not sleep, or comes at the same hour day after day."""
    hours, days = pl.col("hours_a_day"), pl.col("days")
    return (
        pl.when((hours > 15) & (days > 14))
        .then(NEEDED)
        .when(((hours > 9) & (days >= 5)) | ((pl.col("hours_ever") <= 6) & (days >= 60)))
        .then(1.0)
        .otherwise(0.0)
    )
