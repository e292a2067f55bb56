"""Prints how good `analysis.leaving` and `analysis.rising` are on a history, with lines learned elsewhere.

    python -m tools.score_foresight HISTORY.parquet [--lines DIRECTORY] [--from DATE] [--to DATE] [--every DAYS]

`--lines`: where `tools.train_foresight --out` wrote; without it the shipped lines, which may have seen this history.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from qunli.analysis.foresight.line import Line, from_json
from qunli.analysis.foresight.tables import DAY
from qunli.analysis.history import History
from qunli.analysis.judgements.leaving import judge_leaving
from qunli.analysis.judgements.rising import judge_rising

FIRST = 60 * DAY


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("history", type=Path)
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--from", dest="begin", type=_moment)
    parser.add_argument("--to", dest="end", type=_moment)
    parser.add_argument("--every", type=int, default=30)
    asked = parser.parse_args()
    history = History.from_parquet(asked.history)
    begin = asked.begin or int(history.messages["ts"][0]) // DAY * DAY + FIRST
    cutoffs = range(begin, min(asked.end or history.end, history.end), asked.every * DAY)
    for judge, name in ((judge_leaving, "leaving"), (judge_rising, "rising")):
        print(judge(history, cutoffs, _line(asked.lines, name)))


def _line(folder: Path | None, name: str) -> Line | None:
    return from_json((folder / f"{name}.json").read_text("utf-8")) if folder else None


def _moment(date: str) -> int:
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())


if __name__ == "__main__":
    main()
