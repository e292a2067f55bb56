"""How good the chosen hours were on a history's own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import polars as pl

from qunli.analysis import receptive, rhythms
from qunli.analysis.history import History
from qunli.analysis.judgements import Judgement
from qunli.analysis.rhythms import DAY, HOURS, Floats

AHEAD = 28
RECENT = 90
BINS = 10


@dataclass(frozen=True)
class Outcome:
    """One cutoff: what was said of the members who wrote in the 90 days before, and what they did in the 28 after.

    `chance` and `came` (days on which they wrote in the hour) are members by 24, `own_mode` is each member's smoothed
    most usual hour, `group_hour` the group's in those 90 days.
    """

    chance: Floats
    came: Floats
    own_mode: np.ndarray
    group_hour: int


class Case(msgspec.Struct):
    """One cutoff, counted: members; member-days in the hour chosen, in each member's own usual hour and in the group's
    best; members who wrote in the chosen hour (`right`) and at all (`said`); by bin of chance, how much more was said
    than came."""

    members: int = 0
    chosen: float = 0
    naive: float = 0
    group: float = 0
    right: int = 0
    said: int = 0
    gaps: list[float] = msgspec.field(default_factory=lambda: [0.0] * BINS)


def judge_receptive(history: History, cutoffs: Sequence[int]) -> Judgement:
    """How often members wrote in the hour chosen for them, divided by how often in the group's best hour.

    Days of 28 are counted for members who wrote in the 90 days before a cutoff; the group's best hour is the one in
    which most members wrote on most of those 90 days, the naive mark is each member's own most usual hour, smoothed.
    A call is a member who wrote at all in those 28 days; right when they wrote at least once in the chosen hour (an
    hour of 24, so by chance rarely). Calibration is that of every member's 24 chances. Cutoffs nearer to the end
    than 28 days are left out.
    """
    usable = (cutoff for cutoff in cutoffs if cutoff + AHEAD * DAY <= history.end)
    return sum_up({cutoff: at(history, cutoff) for cutoff in usable})


def at(history: History, cutoff: int) -> Case:
    """One cutoff (s, UTC), counted."""
    found = outcome(history, cutoff)
    if found is None:
        return Case()
    right, said = _calls(found)
    return Case(
        members=len(found.came),
        chosen=float(_at(found.came, found.chance.argmax(axis=1)).sum()),
        naive=float(_at(found.came, found.own_mode).sum()),
        group=float(found.came[:, found.group_hour].sum()),
        right=right,
        said=said,
        gaps=_gaps(found).tolist(),
    )


def sum_up(cases: Mapping[int, Case]) -> Judgement:
    """All cutoffs together."""
    members, chosen, naive, group, right, said = (
        sum(getattr(case, name) for case in cases.values()) for name in Case.__struct_fields__[:-1]
    )
    gaps = np.sum([case.gaps for case in cases.values()], axis=0)
    return Judgement(
        name="receptive_hours",
        measure="times_group_best_hour",
        value=chosen / group if group else None,
        naive=naive / group if group else None,
        cases=members,
        cutoffs=tuple(cases),
        calibration_error=float(np.abs(gaps).sum() / (members * HOURS)) if members else None,
        right=right,
        said=said,
    )


def outcome(history: History, cutoff: int) -> Outcome | None:
    """What was said at `cutoff` (s, UTC) and what came; None when nobody wrote in the 90 days before."""
    past = history.until(cutoff)
    known = rhythms.observe(past.member_days, cutoff) if past.member_days.height else None
    recent = known.last <= RECENT if known else np.zeros(0, dtype=bool)
    if known is None or not recent.any():
        return None
    today = cutoff // DAY
    future = history.member_days.filter((pl.col("day") >= today) & (pl.col("day") < today + AHEAD))
    late = past.member_days.filter(pl.col("day") >= today - RECENT)
    return Outcome(
        chance=receptive.chances(known, receptive.trained())[recent],
        came=days_by_hour(known.authors, future)[recent],
        own_mode=rhythms.near(days_by_hour(known.authors, past.member_days))[recent].argmax(axis=1),
        group_hour=int(days_by_hour(known.authors, late).sum(axis=0).argmax()),
    )


def days_by_hour(authors: pl.Series, member_days: pl.DataFrame) -> Floats:
    """Authors by 24: on how many of the days each wrote in the hour. Authors not asked for are left out."""
    order = pl.DataFrame({"author": authors}).with_row_index("member")
    found = member_days.select("author", "hours").join(order, on="author")
    result = np.zeros((len(authors), HOURS))
    bits = (found["hours"].to_numpy()[:, None] >> np.arange(HOURS)) & 1
    np.add.at(result, found["member"].to_numpy(), bits)
    return result


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Expected calibration error over member-hours in ten equal bins of chance."""
    if not outcomes:
        return None
    gaps = np.sum([_gaps(found) for found in outcomes], axis=0)
    return float(np.abs(gaps).sum() / sum(found.chance.size for found in outcomes))


def _gaps(found: Outcome) -> Floats:
    said, came = found.chance.ravel(), found.came.ravel() / AHEAD
    bins = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    return np.asarray(np.bincount(bins, weights=said - came, minlength=BINS), dtype=np.float64)


def _at(came: Floats, hours: np.ndarray) -> Floats:
    return np.asarray(came[np.arange(len(came)), hours])


def _calls(found: Outcome) -> tuple[int, int]:
    wrote = found.came.sum(axis=1) > 0
    right = _at(found.came, found.chance.argmax(axis=1))[wrote] > 0
    return int(right.sum()), int(wrote.sum())
