"""Make the classifiers that come along: `python -m tools.train_screening COLD.csv.gz SMS.csv.gz`.

From COLD (Apache-2.0) and the SMS Spam Collection (CC BY 4.0) only; data under other terms may be measured with
`qunli backtest moderation`, never shipped.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qunli.analysis.screening.labelled import read
from qunli.analysis.screening.model import save
from qunli.analysis.screening.opinion import BITS, TRAINED
from qunli.analysis.screening.train import train_one


def main() -> None:
    """Writes abuse_zh.npz and spam_en.npz."""
    for source, name in zip(sys.argv[1:3], ("abuse_zh.npz", "spam_en.npz"), strict=True):
        given = read(Path(source))
        save(train_one(given.texts, given.truth, BITS), TRAINED / name)
        print(name, (TRAINED / name).stat().st_size)


if __name__ == "__main__":
    main()
