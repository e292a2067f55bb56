"""The conclusions of `qunli.analysis` as plain values of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from qunli import analysis
from qunli.analysis import History
from qunli.analysis.backtest import cutoffs
from qunli.analysis.judgements.leaving import judge_leaving
from qunli.analysis.judgements.receptive import judge_receptive
from qunli.analysis.judgements.rising import judge_rising
from qunli.analysis.judgements.stage import judge_stage
from qunli.reports.conclusions import Open
from qunli.reports.findings import (
    Ahead,
    Belonging,
    BelongingMonth,
    BestHour,
    Era,
    KeyMember,
    Leaving,
    Reason,
    Record,
    Rising,
    Share,
    Split,
    Stage,
    Turn,
)

DAY = 86_400
MEMBERS = 400
RISING = 50
QUIET = 50
MOMENTS = 4
LARGE = 250
"""People active in 90 days from which a split is worth thinking about."""


def stage(past: History) -> tuple[Stage, tuple[Era, ...], tuple[Ahead, ...]]:
    """The stage, the past as it was judged at the time, and the next weeks."""
    found = analysis.life_cycle(past)
    said = Stage(
        name=found.name,
        probabilities=found.probabilities,
        window_open=found.window_open,
        window_chance=found.window_chance,
        since=None if found.since is None else _day(found.since),
        reasons=reasons(found.evidence),
        turns=tuple(Turn(turn.stage, turn.active) for turn in found.turns),
    )
    eras = tuple(Era(era.stage, era.window_open, _day(era.start), _day(era.end)) for era in found.eras)
    rows = found.forecast.select("start", "active", "low", "high").iter_rows() if found.forecast.height else ()
    return said, eras, tuple(Ahead(_day(start), active, low, high) for start, active, low, high in rows)


def receptive(past: History, zone: str) -> tuple[dict[int, BestHour], tuple[float, ...]]:
    """Each member's best hour, and the chance by hour averaged over those who wrote in the last 30 days; hours are
    those of the zone as its clocks stand at the history's end."""
    shift = _shift(past.end, zone)
    hours = analysis.receptive_hours(past).with_columns((pl.col("hour").cast(pl.Int64) + shift) % 24)
    best = hours.sort("chance", "hour", descending=[True, False]).unique("author", keep="first", maintain_order=True)
    active = past.member_days.filter(pl.col("day") > past.end // DAY - 30)["author"].unique()
    lately = hours.filter(pl.col("author").is_in(active.implode()))
    chance = dict(lately.group_by("hour").agg(pl.col("chance").mean()).iter_rows())
    return (
        {who: BestHour(who, hour, chance) for who, hour, chance in best.iter_rows()},
        tuple(float(chance.get(hour, 0.0)) for hour in range(24)),
    )


def members(past: History) -> tuple[tuple[KeyMember, ...], tuple[Leaving, ...], tuple[Rising, ...]]:
    """Who moves the community, who may be leaving and who is on the way up, each the foremost first. Of the quiet only
    those are told who once said most."""
    leaving, rising = analysis.leaving(past), analysis.rising(past)
    key = analysis.key_members(past, leaving, rising)
    moving = key.filter(pl.col("role") != "quiet").head(MEMBERS)
    quiet = key.filter(pl.col("role") == "quiet").with_columns(_said().alias("said"))
    quiet = quiet.sort("said", "author", descending=[True, False]).drop("said").head(QUIET)
    told = pl.concat([moving, quiet])
    return (
        tuple(KeyMember(who, role, score, reasons(why)) for who, role, score, why in told.iter_rows()),
        tuple(Leaving(who, risk, reasons(why)) for who, risk, why in leaving.head(MEMBERS).iter_rows()),
        tuple(Rising(who, score, reasons(why)) for who, score, why in rising.head(RISING).iter_rows()),
    )


def questions(past: History, limit: int) -> tuple[tuple[Open, ...], int]:
    """The newest questions nobody answered, `limit` at most, and how many there are."""
    found = analysis.open_questions(past)
    rows = found.filter(pl.col("message").is_not_null()).head(limit).select("message", "able").iter_rows()
    return tuple(Open(int(message), tuple(able)) for message, able in rows), found.height


def belonging(past: History) -> Belonging:
    """Belonging now and by month."""
    found = analysis.belonging(past)
    months = found.trend.with_columns(pl.col("month").cast(pl.Int32).cast(pl.Date).cast(pl.String))
    return Belonging(
        reciprocity=_share(found.reciprocity),
        cohesion=_share(found.cohesion),
        tied=_share(found.share_tied),
        newcomers_answered=_share(found.newcomers_answered),
        trend=tuple(BelongingMonth(*row) for row in months.select("month", "reciprocity", "share_tied").iter_rows()),
    )


def split(past: History) -> Split | None:
    """Two parts that each can live by itself, when there are enough people; what chance would keep is the share of
    pairs that fall into one part when people are drawn at random."""
    active = past.member_days.filter(pl.col("day") > past.end // DAY - 90)["author"].n_unique()
    if active < LARGE:
        return None
    parts = analysis.split(past, 2, "activity")
    sizes = parts.group_by("part").len().sort("part")["len"].to_list()
    ties = (
        past.ties.filter(pl.col("day") > past.end // DAY - 90).group_by("author", "other").agg(pl.col("weight").sum())
    )
    placed = ties.join(parts, on="author").join(parts.rename({"author": "other", "part": "there"}), on="other")
    total = float(placed["weight"].sum())
    if not total:
        return None
    kept = float(placed.filter(pl.col("part") == pl.col("there"))["weight"].sum()) / total
    by_chance = float((np.square(sizes) / np.square(sum(sizes))).sum())
    return Split(sizes=tuple(sizes), kept=kept, kept_by_chance=by_chance)


def records(past: History) -> tuple[Record, ...]:
    """How often the judgements would have been right at `MOMENTS` moments of this history's own past."""
    moments = cutoffs(past, MOMENTS)
    made = (
        judge_stage(past),
        judge_leaving(past, moments),
        judge_rising(past, moments),
        judge_receptive(past, moments),
    )
    return tuple(
        Record(name=one.name, right=one.right, said=one.said, measure=one.measure, value=one.value, naive=one.naive)
        for one in made
    )


def reasons(rows: Iterable[Mapping[str, Any]] | None) -> tuple[Reason, ...]:
    """Reasons as a conclusion's frame holds them."""
    return tuple(Reason(row["measure"], row["value"], row["usual"]) for row in rows or ())


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _said() -> pl.Expr:
    """How much somebody said, from the reasons of being called quiet."""
    element = pl.element().struct
    said = pl.when(element.field("measure") == "messages").then(element.field("value")).otherwise(0.0)
    return pl.col("reasons").list.eval(said).list.max()


def _share(found: Any) -> Share:
    return Share(found.value, found.low, found.high, found.of)


def _shift(moment: int, zone: str) -> int:
    """Whole hours a zone is ahead of UTC at a moment."""
    ahead = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return round(ahead.total_seconds() / 3600) if ahead else 0
