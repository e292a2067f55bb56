"""An invented table of messages of any size, as the rollups read it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

START = 1_577_836_800
DAYS = 1_095
PART = 1_000_000


def write(folder: Path, messages: int, seed: int = 5) -> None:
    """Write `messages` messages over three years as Parquet files of a million: a tenth of a percent as many members,
    of very uneven zeal, in 40 channels, half of which have topics. Seven messages in eight come within a minute of the
    one before; every sixth names somebody. The same seed gives the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    members = max(messages // 1000, 200)
    zeal = 1.0 / np.arange(1, members + 1) ** 0.9
    zeal /= zeal.sum()
    pauses = np.where(chance.random(messages) < 7 / 8, chance.integers(1, 60, messages), 0).astype(np.float64)
    idle = pauses == 0
    pauses[idle] = chance.exponential(max(DAYS * 86_400 - pauses.sum(), messages) / idle.sum(), idle.sum())
    moments = START + np.cumsum(pauses * DAYS * 86_400 / pauses.sum()).astype(np.int64)
    for number, begin in enumerate(range(0, messages, PART)):
        part = moments[begin : begin + PART]
        _part(chance, part, members, zeal, begin).write_parquet(folder / f"{number:04}.parquet")


def _part(chance: np.random.Generator, moments: np.ndarray, members: int, zeal: np.ndarray, begin: int) -> pl.DataFrame:
    size = len(moments)
    channel = np.minimum(chance.geometric(0.08, size), 40)
    named = chance.random(size) < 1 / 6
    return pl.DataFrame(
        {
            "ts": moments,
            "position": np.arange(begin, begin + size),
            "channel": pl.Series(channel).cast(pl.String),
            "topic": pl.Series(chance.integers(0, 300, size)).cast(pl.String),
            "author": chance.choice(members, size, p=zeal),
            "to": chance.choice(members, size, p=zeal),
            "length": chance.integers(1, 400, size),
            "question": chance.random(size) < 0.1,
        }
    ).with_columns(
        topic=pl.when(pl.col("channel").cast(pl.Int64) % 2 == 0).then("topic"),
        to=pl.when(pl.Series(named)).then("to"),
    )
