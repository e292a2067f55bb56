"""How good the chosen hours are in histories, before and in their last months.

    python -m tools.score_receptive HISTORY.parquet... [--leave-months 18]

Every four weeks (twelve, before the last months) from a year after the beginning. `ceiling` is what is left when half
of the future is known: hours chosen from the odd days of the 28 together with the past, tried on the even ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from qunli.analysis import rhythms
from qunli.analysis.history import History
from qunli.analysis.judgements.receptive import AHEAD, RECENT, days_by_hour, judge_receptive
from qunli.analysis.rhythms import DAY

MONTH = 30.44


def ceiling(history: History, cutoffs: Sequence[int]) -> float:
    """Times the group's best hour, on the even days of the 28, when the odd ones are known too."""
    chosen = group = 0.0
    for cutoff in cutoffs:
        today = cutoff // DAY
        days = history.member_days.filter(pl.col("day") < today + AHEAD)
        known = rhythms.observe(days.filter(pl.col("day") < today), cutoff)
        ahead = days.filter(pl.col("day") >= today)
        odd, even = (days_by_hour(known.authors, ahead.filter(pl.col("day") % 2 == side)) for side in (1, 0))
        recent = known.last <= RECENT
        best = rhythms.near(odd + 0.5 * known.faded(28.0))[recent].argmax(axis=1)
        late = days.filter(pl.col("day").is_between(today - RECENT, today, closed="left"))
        chosen += float(even[recent][range(len(best)), best].sum())
        group += float(even[recent][:, days_by_hour(known.authors, late).sum(axis=0).argmax()].sum())
    return chosen / group


def main() -> None:
    """Prints what was chosen, the naive mark and the ceiling for both parts of each history."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--leave-months", type=float, default=18)
    chosen = parser.parse_args()
    for path in chosen.histories:
        history = History.from_parquet(path)
        end = history.end // DAY
        first, held = int(history.messages["ts"][0]) // DAY + 365, end - int(chosen.leave_months * MONTH)
        for part, days in (("before", range(first, held - AHEAD, 84)), ("held", range(held, end - AHEAD, 28))):
            cutoffs = [day * DAY for day in days]
            was = judge_receptive(history, cutoffs)
            print(
                f"{path.stem} {part}: {was.value:.3f} times the best hour, own mode {was.naive:.3f}, ceiling "
                f"{ceiling(history, cutoffs):.3f}, calibration error {was.calibration_error:.4f}, "
                f"{was.right} of {was.said} wrote in it, {was.cases} cases"
            )


if __name__ == "__main__":
    main()
