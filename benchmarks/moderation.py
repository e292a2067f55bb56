"""How long deciding about one message takes, on one core: `python -m benchmarks.moderation --json OUT`."""

from __future__ import annotations

import argparse
import itertools
import os
import time
from pathlib import Path

import django
import msgspec
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qunli.config.settings")
django.setup()

from qunli.analysis.screening.opinion import Opinion  # noqa: E402
from qunli.domains.members.facade import Standing  # noqa: E402
from qunli.domains.moderation.judging import Judge, Said  # noqa: E402
from qunli.domains.moderation.presets import preset  # noqa: E402

TEXTS = (
    "今天的茶真好喝，水要八十度左右，泡一分钟就好",
    "Shall we meet at the tea house on Friday? I can bring the new oolong.",
    "哈哈哈",
    "诚招代理，日结工资，加薇信 ＶＸ：ａｂｃ１２３４５ 咨询，全网最低价",
    "I have been reading about how the leaves are withered before rolling, and it seems that most of what we taste as"
    " flowers comes from that step; has anybody here tried it at home, and how did you keep them from drying out?",
)


def main() -> None:
    """Prints microseconds of one core a message: median, 99th percentile."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--messages", type=int, default=5_000)
    given = parser.parse_args()
    member = Standing(1, "Ann", "active", 1, None, None, frozenset())
    judge = Judge(preset("founding"), lambda _at: 12, Opinion(), frozenset({"tea", "茶"}))
    taken = []
    for number, text in zip(range(given.messages + 50), itertools.cycle(TEXTS), strict=False):
        begun = time.process_time_ns()
        judge.judge(Said(1, number % 500, number * 1000, f"{text} {number % 7}", member))
        taken.append((time.process_time_ns() - begun) / 1000)
    spent = np.array(taken[50:])
    found = {
        "messages": len(spent),
        "mean_us": float(spent.mean()),
        "median_us": float(np.median(spent)),
        "p99_us": float(np.percentile(spent, 99)),
    }
    print(f"{found['mean_us']:.0f} µs a message, median {found['median_us']:.0f}, p99 {found['p99_us']:.0f}")
    if given.json:
        given.json.write_bytes(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
