"""Trains the forest of `analysis.life_cycle` on invented life cycles.

python -m tools.train_stage [--lives 3000] [--rising-odds 1.65] [--out FILE.json]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier

from qunli.analysis.judgements.stage import FIRST, UNJUDGED, hindsight
from qunli.analysis.stage_measures import MEASURES, measure
from qunli.analysis.stage_model import STAGES
from qunli.analysis.weekly import Floats, smoothed
from tools.life_cycles import life_cycle

Ints = NDArray[np.int64]

LOOKS = 10
TREES, LEAVES = 60, 48
SMALLEST_PEAK = 4
STAGE_OF = np.array([0, 1, 1, 2, 3])


def examples(lives: int) -> tuple[Floats, Ints, Floats]:
    """Measures at random weeks of invented lives, the phase that hindsight sees, and the life each is from."""
    rows, phases, whose = [], [], []
    for seed in range(lives):
        chance = np.random.default_rng(seed)
        weeks = life_cycle(chance)
        curve = smoothed(weeks.active)
        if curve.max() < SMALLEST_PEAK:
            continue
        seen = hindsight(curve)
        possible = np.arange(FIRST, len(curve) - UNJUDGED + 1)
        for known in chance.choice(possible, min(LOOKS, len(possible)), replace=False):
            rows.append(measure(weeks.until(int(known))))
            phases.append(seen[known - 1])
            whose.append(seed)
    return np.stack(rows), np.array(phases), np.array(whose)


def balanced(phases: Ints) -> Floats:
    """Weights under which each of the four stages is as likely as another."""
    stage = STAGE_OF[phases]
    return np.asarray(1 / np.bincount(stage)[stage] * len(stage) / len(STAGES))


def readable(tree: Any) -> dict[str, list[Any]]:
    """One scikit-learn tree as `forest.TreeFile`."""
    inside = tree.children_left >= 0
    values = tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True)
    return {
        "measure": np.where(inside, tree.feature, -1).tolist(),
        "at": [round(float(at), 4) for at in np.where(inside, tree.threshold, 0)],
        "low": np.where(inside, tree.children_left, 0).tolist(),
        "high": np.where(inside, tree.children_right, 0).tolist(),
        "says": [
            [] if split else [round(float(share), 4) for share in leaf]
            for split, leaf in zip(inside, values, strict=True)
        ],
    }


def main() -> None:
    """Trains and writes the forest beside the medians that reasons are compared with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=3000)
    parser.add_argument("--rising-odds", type=float, default=1.65)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    rows, phases, _ = examples(chosen.lives)
    forest = ExtraTreesClassifier(TREES, max_leaf_nodes=LEAVES, max_features=0.25, random_state=0)
    forest.fit(rows, phases, sample_weight=balanced(phases))
    groups = {name: rows[STAGE_OF[phases] == at] for at, name in enumerate(STAGES)} | {"any": rows}
    usual = {name: [round(float(v), 4) for v in np.median(group, axis=0)] for name, group in groups.items()}
    trees = [readable(each.tree_) for each in forest.estimators_]
    shipped = {"measures": MEASURES, "rising_odds": chosen.rising_odds, "usual": usual}
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    text = json.dumps(shipped)[:-1] + ', "trees": [\n' + lines + "\n]}\n"
    chosen.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
