"""How good the chosen hours were on a history's own past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def judge_receptive(history: History, cutoffs: Sequence[int]) -> Judgement:
    """How often members wrote in the hour chosen for them, divided by how often in the group's best hour.

    Days of 28 are counted for members who wrote in the 90 days before a cutoff; the group's best hour is the one in
    which most members wrote on most of those 90 days, the naive mark is each member's own most usual hour, smoothed.
    A call is a member who wrote at all in those 28 days; right when they wrote at least once in the chosen hour (an
    hour of 24, so by chance rarely). Calibration is that of every member's 24 chances. Cutoffs nearer to the end
    than 28 days are left out.
    """
    usable = [cutoff for cutoff in cutoffs if cutoff + AHEAD * DAY <= history.end]
    outcomes = [found for cutoff in usable if (found := outcome(history, cutoff)) is not None]
    chosen = sum(float(_at(o.came, o.chance.argmax(axis=1)).sum()) for o in outcomes)
    naive = sum(float(_at(o.came, o.own_mode).sum()) for o in outcomes)
    group = sum(float(o.came[:, o.group_hour].sum()) for o in outcomes)
    calls = [_calls(found) for found in outcomes]
    return Judgement(
        name="receptive_hours",
        measure="times_group_best_hour",
        value=chosen / group if group else None,
        naive=naive / group if group else None,
        cases=sum(len(found.came) for found in outcomes),
        cutoffs=tuple(usable),
        calibration_error=calibration_error(outcomes),
        right=sum(right for right, _ in calls),
        said=sum(said for _, said in calls),
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
    said = np.concatenate([found.chance.ravel() for found in outcomes])
    came = np.concatenate([found.came.ravel() for found in outcomes]) / AHEAD
    bins = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(bins, weights=said - came, minlength=BINS)
    return float(np.abs(gaps).sum() / len(said))


def _at(came: Floats, hours: np.ndarray) -> Floats:
    return np.asarray(came[np.arange(len(came)), hours])


def _calls(found: Outcome) -> tuple[int, int]:
    wrote = found.came.sum(axis=1) > 0
    right = _at(found.came, found.chance.argmax(axis=1))[wrote] > 0
    return int(right.sum()), int(wrote.sum())
