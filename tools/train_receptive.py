"""Fits the coefficients of `analysis.receptive_hours`.

    python -m tools.train_receptive HISTORY.parquet... [--leave-months 18] [--out FILE.json]

Every history weighs the same. The last months are not looked at, so they stay good for a report.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from qunli.analysis import receptive, rhythms
from qunli.analysis.history import History
from qunli.analysis.judgements.receptive import AHEAD, days_by_hour
from qunli.analysis.rhythms import DAY, Floats

MONTH = 30.44
FIRST_CUTOFF = 180
EVERY = 56


@dataclass(frozen=True)
class Examples:
    """Of all cutoffs: `evidence` (cases, 24, kinds) and `came` (cases, 24) of members who wrote afterwards; `presence`
    (cases, measures) and `level` (hours a day) of everybody."""

    evidence: Floats
    came: Floats
    presence: Floats
    level: Floats


def examples(history: History, last_day: int) -> Examples:
    """What was known every `EVERY` days, and what came, of a history until `last_day` (days since 1970)."""
    days = history.member_days.sort("day")
    day = days["day"].to_numpy()
    evidence, came, presence, level = [], [], [], []
    for cutoff in range(int(day[0]) + FIRST_CUTOFF, last_day - AHEAD, EVERY):
        cut, end = np.searchsorted(day, [cutoff, cutoff + AHEAD])
        known = rhythms.observe(days[:cut], cutoff * DAY)
        future = days_by_hour(known.authors, days[cut:end])
        wrote = future.sum(axis=1) > 0
        evidence.append(receptive.hour_evidence(known)[wrote])
        came.append(future[wrote])
        presence.append(receptive.presence_measures(known))
        level.append(future.sum(axis=1) / AHEAD)
    return Examples(np.concatenate(evidence), np.concatenate(came), np.concatenate(presence), np.concatenate(level))


def fit_hours(parts: list[Examples]) -> Floats:
    """Weights of the evidence: maximum likelihood of which hours came, a member counting as the root of their hours."""

    def loss(logs: Floats) -> tuple[float, Floats]:
        weights, value, slope = np.exp(logs), 0.0, np.zeros(len(logs))
        for part in parts:
            each = np.sqrt(part.came.sum(axis=1))
            share = part.came / part.came.sum(axis=1, keepdims=True) * each[:, None] / each.sum()
            total = part.evidence.sum(axis=1)
            score, scale = part.evidence @ weights + 1e-9, total @ weights + 1e-9
            value -= (share * np.log(score)).sum() - (share.sum(axis=1) * np.log(scale)).sum()
            slope -= np.einsum("mh,mhk->k", share / score, part.evidence) - (share.sum(axis=1) / scale) @ total
        return value, slope * weights

    return np.exp(_minimum(loss, np.zeros(parts[0].evidence.shape[2]), (-8.0, 8.0)))


def fit_presence(parts: list[Examples]) -> Floats:
    """Coefficients of a Poisson regression of hours a day."""

    def loss(beta: Floats) -> tuple[float, Floats]:
        value, slope = 1e-5 * float(beta[1:] @ beta[1:]), 2e-5 * np.concatenate([[0.0], beta[1:]])
        for part in parts:
            linear = part.presence @ beta
            expected = np.exp(np.minimum(linear, 5.0))
            value += float((expected - part.level * linear).mean())
            slope += part.presence.T @ (expected - part.level) / len(linear)
        return value, slope

    return _minimum(loss, np.array([-2.0] + [0.0] * (parts[0].presence.shape[1] - 1)), (None, None))


def _minimum(
    loss: Callable[[Floats], tuple[float, Floats]], start: Floats, bound: tuple[float | None, float | None]
) -> Floats:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[bound] * len(start), options={"maxiter": 2000})
    return np.asarray(found.x)


def main() -> None:
    """Trains on the named histories and writes, or prints, the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--leave-months", type=float, default=18)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    parts = []
    for path in chosen.histories:
        history = History.from_parquet(path)
        parts.append(examples(history, history.end // DAY - int(chosen.leave_months * MONTH)))
    weights = fit_hours(parts)
    hours = [round(float(weight / weights[2]), 4) for weight in weights]
    presence = [round(float(beta), 4) for beta in fit_presence(parts)]
    text = json.dumps({"own": hours[:-2], "archetype": hours[-2], "group": hours[-1], "presence": presence}, indent=1)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
