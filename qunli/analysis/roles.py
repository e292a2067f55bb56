"""Who moves the community, and how."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from qunli.analysis import frames
from qunli.analysis.history import DAY, History
from qunli.analysis.leave import leaving as likely_leaving
from qunli.analysis.reasons import REASONS
from qunli.analysis.rise import rising as likely_rising
from qunli.analysis.standing import standing

ROLES = ("leaving", "rising_voice", "opinion_leader", "connector", "heavy_participant", "seed", "quiet")
"""In the order in which equal scores decide."""
FOREMOST = 0.05
"""Share of the active members, and at least one, who can lead by a measure."""
CARRIED = 0.8
"""Share of what the regulars of the founding said that the seeds said together."""
SEED_DAYS = 6
"""Days of the last 90 on which a seed has to have spoken."""
QUIET_DAYS = 30
AROUND_DAYS = 180


@dataclass(frozen=True)
class Measure:
    """What a role is judged by: `value` decides, more of it than `least`; `shown` are its reasons."""

    role: str
    value: str
    least: float
    shown: tuple[str, ...]


MEASURES = (
    Measure("opinion_leader", "attention", 1.0, ("attention", "heard_by")),
    Measure("connector", "bridging", 0.0, ("bridging", "effective_size")),
    Measure("heavy_participant", "turns", 10.0, ("turns", "active_days")),
    Measure("seed", "founding", 0.0, ("founding", "active_days")),
)
RISING = 0.1
"""Share of the newcomers, and at least one, who count as rising."""
RISING_DAYS = 5.0
"""Active days expected of the next 90 that a rising voice has at least."""
LIKELY = 0.5
"""Risk from which somebody counts as leaving."""
MATTERS = 0.25
"""Share of the active members, by what they say, whose leaving is told."""
HEARD_BY = 3
"""People who have to have spoken to somebody before that somebody leads or connects."""


def key_members(past: History, leaving: pl.DataFrame | None = None, rising: pl.DataFrame | None = None) -> pl.DataFrame:
    """author, role, score, reasons: one row a member who has a role, with the one that tells most; best first.

    `role` is one of `ROLES`, `score` in 0..1: 1 for the foremost by the role's measure, 0.5 for the last who made it,
    below 0.5 for the quiet; the risk for those leaving, who come before all. Who leads by several measures is shown
    with the one by which they are foremost; `roles` has all. `leaving` and `rising`: what these conclusions gave, where
    they are known already. Reads rollups, and joins where the platform tells them.
    """
    found = roles(past, leaving, rising)
    order = pl.DataFrame({"role": ROLES}).with_row_index("place")
    told = found.join(order, on="role").with_columns(first=pl.col("role") == "leaving")
    told = told.sort(["first", "score", "place", "author"], descending=[True, True, False, False])
    return told.unique("author", keep="first", maintain_order=True).drop("place", "first")


def roles(past: History, leaving: pl.DataFrame | None = None, rising: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every role of every member: author, role, score, reasons; one row an author and role.

    opinion_leader: attention (PageRank of answers received; Brin and Page 1998) by at least three people; connector:
    bridging (betweenness, Freeman 1977) between people who are not tied themselves (Burt 1992); heavy_participant: what
    they say; each the foremost 5 % of those active in the last 90 days. seed: those still there of the regulars of the
    first 90 days who said most of what was said then. rising_voice: the foremost tenth of the newcomers (`rise`).
    leaving: of the quarter who say most, who is likelier than not to fall silent (`leave`). quiet: around in the last
    180 days (joined and did not leave, or wrote where the platform tells no joins) and silent for the last 30.
    """
    measured = standing(past)
    going = likely_leaving(past) if leaving is None else leaving
    coming = likely_rising(past) if rising is None else rising
    return pl.concat(
        [
            *(_foremost(measured, measure) for measure in MEASURES),
            _rising(coming, measured),
            _leaving(going, measured),
            _quiet(past),
        ]
    )


def _rising(coming: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    heard = measured.filter(pl.col("heard_by") > 0)["author"]
    places = max(1, round(coming.height * RISING))
    able = coming.filter((pl.col("score") >= RISING_DAYS) & pl.col("author").is_in(heard.implode()))
    ranked = able.sort(["score", "author"], descending=[True, False])
    return ranked.head(places).select("author", role=pl.lit("rising_voice"), score=_by_rank(), reasons="reasons")


def _leaving(going: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    matter = measured.filter(pl.col("turns").rank("min") > (1 - MATTERS) * measured.height)["author"]
    likely = going.filter((pl.col("risk") >= LIKELY) & pl.col("author").is_in(matter.implode()))
    return likely.sort("author").select("author", role=pl.lit("leaving"), score="risk", reasons="reasons")


def _foremost(measured: pl.DataFrame, measure: Measure) -> pl.DataFrame:
    able = measured.filter(pl.col(measure.value) > measure.least)
    if measure.role in ("opinion_leader", "connector"):
        able = able.filter(pl.col("heard_by") >= HEARD_BY)
    ranked = able.sort([measure.value, "author"], descending=[True, False])
    if measure.role == "seed":
        still = pl.col("active_days") >= SEED_DAYS
        ranked = ranked.filter(still & (pl.col("founding").cum_sum() - pl.col("founding") < CARRIED))
    else:
        ranked = ranked.head(max(1, round(measured.height * FOREMOST)))
    return ranked.select(
        "author",
        role=pl.lit(measure.role),
        score=_by_rank(),
        reasons=_reasons({name: (pl.col(name), _median(measured[name])) for name in measure.shown}),
    )


def _quiet(past: History) -> pl.DataFrame:
    """Scores grow with the days of silence, to 0.5."""
    today = (past.end - 1) // DAY
    spoke = past.member_days.group_by("author").agg(
        pl.col("day").max().cast(pl.Int64).alias("spoke"), pl.col("messages").sum().alias("said")
    )
    around = _around(past) if past.movements.height else spoke.select("author", joined="spoke")
    silent = (
        around.join(spoke, on="author", how="left")
        .with_columns(silent=today - pl.max_horizontal("joined", "spoke"), said=pl.col("said").fill_null(0))
        .filter(pl.col("silent").is_between(QUIET_DAYS, AROUND_DAYS))
        .sort("author")
    )
    return silent.select(
        "author",
        role=pl.lit("quiet"),
        score=0.5 * pl.col("silent") / (pl.col("silent") + QUIET_DAYS),
        reasons=_reasons(
            {"silent_days": (pl.col("silent"), 0.0), "messages": (pl.col("said"), _median(spoke["said"]))}
        ),
    )


def _around(past: History) -> pl.DataFrame:
    """author, joined (day): who came to a channel and was not away from it before the last 30 days."""
    people = frames.without(past.movements, past.bots, "author")
    each = people.group_by("author", "channel").agg(
        (pl.col("ts").filter(pl.col("kind") == "join").min() // DAY).alias("joined"),
        pl.col("kind").last().alias("last"),
        pl.col("ts").last().alias("moved"),
    )
    there = (pl.col("last") == "join") | (pl.col("moved") >= past.end - QUIET_DAYS * DAY)
    return each.filter(there & pl.col("joined").is_not_null()).group_by("author").agg(pl.col("joined").min())


def _by_rank() -> pl.Expr:
    """1 for the first row to 0.5 for the last."""
    return 1.0 - 0.5 * pl.int_range(pl.len()) / (pl.len() - 1).clip(1)


def _reasons(shown: dict[str, tuple[pl.Expr, float]]) -> pl.Expr:
    each = [
        pl.struct(pl.lit(name).alias("measure"), value.cast(pl.Float64).alias("value"), pl.lit(usual).alias("usual"))
        for name, (value, usual) in shown.items()
    ]
    return pl.concat_list(each).cast(REASONS)


def _median(column: pl.Series) -> float:
    return float(column.cast(pl.Float64).median() or 0.0)  # type: ignore[arg-type]
