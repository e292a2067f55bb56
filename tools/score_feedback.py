"""How often `analysis.feedback` is right, on messages of a public Zulip archive that were read and labelled by hand.

    python -m tools.score_feedback [ARCHIVE]

`feedback_labels.csv` holds ids and labels only; the texts stay in the archive (Apache-2.0, not part of this project).
`round` says when a message was labelled: see docs/research/feedback.md. `weight` is how many messages of its round's
topics it stands for; where there is none, nothing can be said of what was missed.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from qunli.analysis.feedback import KINDS, feedback
from qunli.archives import open_archive
from qunli.archives.records import Message

ROOM = Path(__file__).parent
LABELS = ROOM / "feedback_labels.csv"
ARCHIVE = ROOM.parent.parent / "shared" / "data" / "exports" / "zulip_wasmtime_stream.tar.gz"


class Label(NamedTuple):
    """What a reader said of one message; None where they were not asked."""

    message: str
    round: int
    said: dict[str, bool | None]
    weight: float | None


class Score(NamedTuple):
    """Of `flagged` labelled messages `right` were what they were taken for; `recall` of all there were, estimated."""

    flagged: int
    right: int
    recall: float | None


def labels() -> list[Label]:
    """Everything that was labelled."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["message"],
                int(row["round"]),
                {kind: None if row[kind] == "" else row[kind] == "1" for kind in KINDS},
                float(row["weight"]) if row["weight"] else None,
            )
            for row in csv.DictReader(file)
        ]


def texts(archive: Path, wanted: set[str]) -> dict[str, str]:
    """What the wanted messages say."""
    with open_archive(archive) as opened:
        return {one.id: one.text for one in opened.records() if isinstance(one, Message) and one.id in wanted}


def score(chosen: list[Label], found: dict[str, set[str]], kind: str) -> Score:
    """`found`: kinds found by message."""
    asked = [one for one in chosen if one.said[kind] is not None and one.message in found]
    flagged = [one for one in asked if kind in found[one.message]]
    right = [one for one in flagged if one.said[kind]]
    there = sum(one.weight or 0 for one in asked if one.said[kind])
    weighed = bool(asked) and all(one.weight is not None for one in asked)
    recall = sum(one.weight or 0 for one in right) / there if weighed and there else None
    return Score(len(flagged), len(right), recall)


def main() -> None:
    """Prints one line a round and kind."""
    archive = Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVE
    if not archive.exists():
        print(f"skipped: the archive with the texts is not at {archive}")
        return
    everything = labels()
    said = texts(archive, {one.message for one in everything})
    found: dict[str, set[str]] = {
        message: {verdict.kind for verdict in feedback(text)} for message, text in said.items()
    }
    rounds: dict[int, list[Label]] = defaultdict(list)
    for one in everything:
        rounds[one.round].append(one)
    for number, chosen in sorted(rounds.items()):
        for kind in KINDS:
            met = score(chosen, found, kind)
            if met.flagged:
                recall = "" if met.recall is None else f", recall {met.recall:.2f}"
                share = met.right / met.flagged
                print(f"round {number} {kind}: right {met.right} of {met.flagged} = {share:.2f}{recall}")


if __name__ == "__main__":
    main()
