"""Fits the lines of `analysis.leaving` and `analysis.rising`.

    python -m tools.train_foresight HISTORY.parquet... [--leave-months 0] [--spare-channels] [--out DIRECTORY]

Each history is learned from whole, channel by channel as if each were a community of its own, and in pieces that begin
and end at random, so that young, small and dying communities are among the examples.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression, Ridge

from qunli.analysis.foresight.features import AHEAD, came_of, describe
from qunli.analysis.foresight.line import Line, squeezed
from qunli.analysis.foresight.tables import DAY, Floats, tables
from qunli.analysis.history import History

EVERY, FIRST = 30, 14
"""Days between cutoffs and before the first."""
SMALLEST_CHANNEL = 500
PIECES = 5
VANISHED_SHARE = 0.2
"""A channel with this share of all messages that ends early was lost to the archive, not left by its members."""
NEWCOMER_DAYS = 150
"""Tenure of the members that `rising` is learned from: wider than its newcomers, who are few."""


def _words(text: str) -> list[str]:
    return text.split()


SHARED = _words(
    "silent_days weight_half_7 weight_half_30 weight_half_120 tenure days_ever messages_ever gap_mean gap_spread "
    "gap_longest silent_over_usual silent_over_longest alive weeks_12 weeks_52 messages_a_day_30 messages_7_share_30 "
    "days_7_share_30 channels_a_day_90 hours_a_day_90 said_30 heard_30 answered_share_30 partners_30 partners_90 "
    "answerers_30 answerers_90 mutual_30 mutual_90 closest_share_30 closest_share_90 partners_silent_30 "
    "partners_silent_90 partners_days_30 partners_days_90 partners_tenure"
)
SHORT = [f"{what}_{span}" for what in ("messages", "days") for span in (3, 7, 14, 30)]
LONG = [f"{what}_{span}" for what in ("messages", "days") for span in (60, 90, 180, 365)]
LASTING = _words("breaks_30 breaks_90 months_share weeks_share days_per_tenure days_30_share_90 days_90_share_365")
AROUND = _words("base_rate crowd_30_90 crowd_90_365 days_mean")
WITH_SILENCE = _words(
    "weight_half_30 weight_half_120 days_365 days_90 days_30 tenure months_share weeks_52 gap_mean silent_over_usual "
    "messages_30 partners_30 weight_half_7"
)
WITH_TENURE = _words("silent_days weight_half_30 weight_half_120 days_365 days_90")
FEATURES = {"leaving": [*SHARED, *SHORT, *LONG, *LASTING, *AROUND], "rising": [*SHARED, *SHORT]}
CROSSINGS = {
    "leaving": [("silent_days", name) for name in WITH_SILENCE] + [("tenure", name) for name in WITH_TENURE[1:]],
    "rising": [
        *(("tenure", name) for name in ("weight_half_7", "weight_half_30", "days_30")),
        ("weight_half_7", "weight_half_30"),
        ("silent_days", "weight_half_30"),
    ],
}


def examples(history: History, last: int) -> pl.DataFrame | None:
    """One row an active member and cutoff: all features, came (active days in the days ahead). `last`: day after which
    nothing is looked at."""
    known = tables(history, kept=100 * 366)
    if not known.days["day"].size:
        return None
    lost = _vanished(history.messages)
    parts = []
    for day in range(int(known.days["day"][0]) + FIRST, min(known.today, last) - AHEAD, EVERY):
        who, table = describe(known, day)
        if who.size and not any(end - AHEAD <= day <= end + EVERY for end in lost):
            parts.append(pl.DataFrame(table | {"came": came_of(known, day, who)}))
    return pl.concat(parts) if parts else None


def _vanished(messages: pl.DataFrame) -> list[int]:
    ends = messages.group_by("channel").agg(pl.len(), pl.col("ts").max() // DAY)
    early = (pl.col("ts") < pl.col("ts").max() - AHEAD) & (pl.col("len") > VANISHED_SHARE * messages.height)
    return ends.filter(early)["ts"].to_list()


def communities(frame: pl.DataFrame, spared: bool) -> Iterator[pl.DataFrame]:
    """The history itself, its channels, and pieces of it. `spared`: without a random half of the channels."""
    yield frame
    by_channel = [(str(name), part) for (name,), part in frame.group_by(["channel"]) if part.height >= SMALLEST_CHANNEL]
    names = sorted(name for name, part in by_channel if part.height < 0.5 * frame.height)
    kept = set(np.random.default_rng(2026).permutation(names)[: -(-len(names) // 2)]) if spared else set(names)
    yield from (part for name, part in sorted(by_channel, key=lambda pair: pair[0]) if name in kept)
    chance = np.random.default_rng(5)
    first, last = int(frame["ts"].min()), int(frame["ts"].max())  # type: ignore[arg-type]
    for _ in range(PIECES):
        start = int(chance.uniform(first, max(first + 1, last - 500 * DAY)))
        yield frame.filter(pl.col("ts").is_between(start, start + int(chance.uniform(240, 900)) * DAY))


def fit(name: str, parts: list[pl.DataFrame]) -> Line:
    """The line over all examples; a community weighs as the root of its examples."""
    weight = np.concatenate([np.full(part.height, 10 / np.sqrt(part.height)) for part in parts])
    rows = pl.concat(parts)
    features = tuple(FEATURES[name])
    values = squeezed(rows.select(features).to_numpy())
    usual = np.nanmedian(values, axis=0)
    scale = np.nanstd(values, axis=0) + 1e-9
    crossings = tuple(CROSSINGS[name])
    bare = Line(features, crossings, usual, np.nanmean(values, axis=0), scale, np.zeros(0))
    columns = bare.columns({feature: rows[feature].to_numpy() for feature in features})[:, 1:]
    weights = fit_chance(columns, rows, weight) if name == "leaving" else fit_days(columns, rows, weight)
    return Line(bare.features, crossings, usual, bare.centre, scale, weights)


def fit_chance(columns: Floats, rows: pl.DataFrame, weight: Floats) -> Floats:
    """Logistic regression of never writing again in the days ahead."""
    model = LogisticRegression(C=0.01, max_iter=1000)
    model.fit(columns, (rows["came"] == 0).to_numpy(), sample_weight=weight)
    return np.concatenate([model.intercept_, model.coef_[0]])


def fit_days(columns: Floats, rows: pl.DataFrame, weight: Floats) -> Floats:
    """Ridge regression of log(1 + active days ahead)."""
    model = Ridge(alpha=30.0).fit(columns, np.log1p(rows["came"].to_numpy()), sample_weight=weight)
    return np.concatenate([[model.intercept_], model.coef_])


def written(line: Line) -> str:
    """JSON as `line.from_json` reads it."""
    count = len(line.features) + 1
    numbers = zip(line.usual, line.centre, line.scale, line.weights[1:count], strict=True)
    terms = {
        feature: dict(zip(("usual", "centre", "scale", "weight"), (round(float(n), 6) for n in row), strict=True))
        for feature, row in zip(line.features, numbers, strict=True)
    }
    crossed = [
        {"of": one, "with": other, "weight": round(float(weight), 6)}
        for (one, other), weight in zip(line.crossings, line.weights[count:], strict=True)
    ]
    whole = {"version": 1, "intercept": round(float(line.weights[0]), 6), "features": terms, "crossings": crossed}
    return json.dumps(whole, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--leave-months", type=float, default=0)
    parser.add_argument("--spare-channels", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("qunli/analysis/trained"))
    asked = parser.parse_args()
    found = []
    for path in asked.histories:
        frame = pl.read_parquet(path)
        last = int(frame["ts"].max()) // DAY - int(asked.leave_months * 30.44)  # type: ignore[arg-type]
        parts = (examples(History.from_frame(part), last) for part in communities(frame, asked.spare_channels))
        found += [part for part in parts if part is not None]
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "leaving.json").write_text(written(fit("leaving", found)), "utf-8")
    newcomers = [part.filter(pl.col("tenure") <= NEWCOMER_DAYS) for part in found]
    (asked.out / "rising.json").write_text(written(fit("rising", [part for part in newcomers if part.height])), "utf-8")


if __name__ == "__main__":
    main()
