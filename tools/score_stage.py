"""How often the stage is called rightly in channels of histories, each channel taken as a community of its own.

    python -m tools.score_stage HISTORY.parquet... [--half dev|held|all] [--leave-months 18]

Half of the communities are those that were tuned on, the rest is held out. `--leave-months` leaves out the last months
of each, `--only-last-months` looks at nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from qunli.analysis import weekly
from qunli.analysis.history import History
from qunli.analysis.judgements import stage as judging
from qunli.analysis.stage_model import STAGES
from qunli.analysis.weekly import Weekly, smoothed

SMALLEST_PEAK, SHORTEST = 4, 52
WEEKS_A_MONTH = 4.35
TUNED_ON = frozenset(
    (
        "irc_raku/cro",
        "irc_raku/masakism",
        "irc_raku/mugs",
        "irc_raku/parrot",
        "irc_raku/parrotsketch",
        "irc_raku/perl6-noise-gang",
        "irc_raku/perl6-toolchain",
        "irc_raku/raku-sparrow",
        "zulip_lean",
        "zulip_lean/FLT-regular",
        "zulip_lean/IMO-grand-challenge",
        "zulip_lean/Is-there-code-for-X?",
        "zulip_lean/Lean-for-teaching",
        "zulip_lean/Machine-Learning-for-Theorem-Proving",
        "zulip_lean/Lean-for-the-curious-mathematician-2020",
        "zulip_lean/PR-reviews",
        "zulip_lean/Real-time-Systems",
        "zulip_lean/Type-theory",
        "zulip_lean/Zulip-meta",
        "zulip_lean/general",
        "zulip_lean/graph-theory",
        "zulip_lean/lean-gptf",
        "zulip_lean/maths",
        "zulip_lean/new-members",
    )
)
"""Drawn by a coin from pairs of like size; a whole history went with its largest channels. The rest is held out."""


def communities(paths: list[Path]) -> Iterator[tuple[str, Weekly]]:
    """Every history and channel that is long and large enough, by name."""
    for path in paths:
        frame = pl.read_parquet(path)
        parts = {path.stem: frame} | {f"{path.stem}/{key[0]}": part for key, part in frame.group_by("channel")}
        for name, part in sorted(parts.items()):
            history = History.from_frame(part)
            weeks = weekly.count(history.member_days, history.end)
            if len(weeks.active) >= SHORTEST and smoothed(weeks.active).max() >= SMALLEST_PEAK:
                yield name, weeks


def main() -> None:
    """Prints one line a community and the pooled result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--half", choices=("dev", "held", "all"), default="dev")
    parser.add_argument("--leave-months", type=float, default=18)
    parser.add_argument("--only-last-months", action="store_true", help="judge only the months otherwise left out")
    chosen = parser.parse_args()
    called = []
    for name, weeks in communities(chosen.histories):
        if chosen.half not in ("all", "dev" if name in TUNED_ON else "held"):
            continue
        was = judging.call(weeks)
        late = was.weeks > len(weeks.active) - chosen.leave_months * WEEKS_A_MONTH
        kept = late if chosen.only_last_months else ~late
        one = judging.Called(was.weeks[kept], was.true[kept], was.said[kept], was.naive[kept], was.chances[kept])
        called.append(one)
        letters = ["".join("cgMr"[stage] for stage in series[:60]) for series in (one.true, one.said)]
        print(f"{name:50} was    {letters[0]}\n{'':50} called {letters[1]}")
    report(called)


def report(called: list[judging.Called]) -> None:
    """Prints the pooled result beside the rule of thumb's."""
    true = np.concatenate([one.true for one in called])
    chances = np.concatenate([one.chances for one in called])
    print("months", dict(zip(STAGES, np.bincount(true, minlength=4).tolist(), strict=True)))
    for name, said in (("forest", [one.said for one in called]), ("rule", [one.naive for one in called])):
        answer = np.concatenate(said)
        recall = [round(float((answer[true == s] == s).mean()), 2) if (true == s).any() else None for s in range(4)]
        accuracy, f1 = judging.balanced_accuracy(true, answer), judging.recession_f1(true, answer)
        print(f"{name}: balanced accuracy {accuracy:.3f}, recession F1 {f1 or 0:.3f}, recall {recall}")
    all_of = judging.Called(true, true, chances.argmax(axis=1), true, chances)
    print(f"calibration error {judging.calibration_error(all_of):.3f}")


if __name__ == "__main__":
    main()
