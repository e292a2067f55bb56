"""Fits the odds of `qunli.analysis.answering` on a history whose messages name their addressee, and measures how often
they point at the one who was named.

`python -m tools.fit_answering HISTORY.parquet`. The addressee of a turn is hidden and has to be found among the last
turns of others in the channel; those of earlier turns are known, as they are in use, or hidden as well, as on platforms
where nobody is named. Three months in four are fitted on, the fourth is measured.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.optimize import minimize

from qunli.analysis import History, answering

SAMPLE = 150_000
BLOCK = 30 * 86_400
NAMES = (
    "rank 2",
    "rank 3",
    "rank 4",
    "within 3 min",
    "within 10 min",
    "later",
    "to me",
    "to another",
    "asked",
    "again",
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cases:
    """Turns that name somebody, by the `answering.BACK` turns before: `measures` (turn, back, measure), `able` and
    `hit` (turn, back): whether that turn could be answered, and whether it is by the one named; `who` (turn, back)."""

    measures: Floats
    able: npt.NDArray[np.bool_]
    hit: npt.NDArray[np.bool_]
    who: npt.NDArray[np.int64]
    named: npt.NDArray[np.int64]


def main() -> None:
    """Print the odds and what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("history")
    turns = _turns(History.from_parquet(parser.parse_args().history))
    fitted = pl.col("ts") // BLOCK % 4 < 3
    train = _cases(turns.filter(fitted).sample(min(SAMPLE, turns.filter(fitted).height), seed=1))
    test = _cases(turns.filter(~fitted))
    print(f"{turns.height} named turns; measured on {len(test.hit)}")
    print(f"named is among the last {answering.BACK}: {test.hit.any(axis=1).mean():.3f}")
    print(f"last to speak is the one named: {test.hit[:, 0].mean():.3f}")
    for label, hidden in (("earlier names known", ()), ("all names hidden", ("to me", "to another", "again"))):
        used, shown = _without(train, hidden), _without(test, hidden)
        weights = _fit(used)
        print(f"{label}: fitted {_right(shown, weights):.3f}, shipped {_right(shown, _shipped()):.3f} at the likeliest")
    for name, odds in zip(("rank 1", *NAMES), np.exp(_fit(train)), strict=True):
        print(f"  {name:14s} {odds:.2f}")


def _turns(history: History) -> pl.DataFrame:
    said = history.spoken.filter(pl.col("topic").is_null())
    last = {f"last_{name}": pl.col(name).shift(1).over("channel") for name in ("author", "ts", "to", "question")}
    turns = said.with_columns(**last).filter(pl.col("last_author") != pl.col("author"))
    back = {
        f"{name}_{step}": pl.col(f"last_{name}").shift(step - 1).over("channel")
        for step in range(1, answering.BACK + 1)
        for name in ("author", "ts", "to", "question")
    }
    return turns.with_columns(**back).filter(pl.col("to").is_not_null() & (pl.col("to") != pl.col("author")))


def _cases(turns: pl.DataFrame) -> Cases:
    steps = range(1, answering.BACK + 1)
    author, named = turns["author"].to_numpy().astype(np.int64), turns["to"].to_numpy().astype(np.int64)
    who, to = (
        np.stack([turns[f"{name}_{s}"].cast(pl.Int64).fill_null(-1).to_numpy() for s in steps], 1)
        for name in ("author", "to")
    )
    asked = np.stack([turns[f"question_{s}"].fill_null(False).to_numpy() for s in steps], 1)
    since = np.stack([(turns["ts"] - turns[f"ts_{s}"]).fill_null(10**9).to_numpy() for s in steps], 1)
    able = (who >= 0) & (who != author[:, None]) & (since <= answering.WINDOW)
    again = np.zeros_like(able)
    for own in range(1, answering.BACK):
        again |= (who[:, [own]] == author[:, None]) & (to[:, [own]] == who)
    rank = np.broadcast_to(np.eye(answering.BACK, dtype=bool), (len(author), answering.BACK, answering.BACK))
    waited = [(since > low) & (since <= high) for low, high in ((60, 180), (180, 600), (600, 10**9))]
    mine = to == author[:, None]
    rest = np.stack([*waited, mine, (to >= 0) & ~mine, asked, again], 2)
    return Cases(np.concatenate([rank, rest], 2).astype(np.float64), able, (who == named[:, None]) & able, who, named)


def _without(cases: Cases, hidden: tuple[str, ...]) -> Cases:
    measures = cases.measures.copy()
    measures[:, :, [1 + NAMES.index(name) for name in hidden]] = 0.0
    return Cases(measures, cases.able, cases.hit, cases.who, cases.named)


def _shares(cases: Cases, weights: Floats) -> Floats:
    odds = np.where(cases.able, np.exp(cases.measures @ weights), 0.0)
    shares: Floats = odds / (1.0 + odds.sum(axis=1, keepdims=True))
    return shares


def _fit(cases: Cases) -> Floats:
    """Conditional logit with "nobody of these" as one more choice (McFadden 1974)."""
    unseen: npt.NDArray[np.bool_] = ~np.asarray(cases.hit.any(axis=1))

    def loss(weights: Floats) -> tuple[float, Floats]:
        shares = _shares(cases, weights)
        found: Floats = np.where(unseen, 1 - shares.sum(axis=1), (shares * cases.hit).sum(axis=1)).clip(1e-12)
        blame = np.where(unseen[:, None], 0.0, shares * cases.hit / found[:, None]) - shares
        slope = -np.einsum("tb,tbm->m", blame, cases.measures) / len(found)
        return float(-np.log(found).mean() + 1e-4 * weights @ weights), slope + 2e-4 * weights

    start = np.zeros(cases.measures.shape[2])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _shipped() -> Floats:
    waited = np.array([*(factor for _, factor in answering.WAITED), answering.WAITED_LONG]) / answering.WAITED[0][1]
    spoke = np.array([answering.SPOKE_TO_ME, answering.SPOKE_TO_ANOTHER]) / answering.SPOKE_TO_NOBODY
    other = [answering.ASKED / answering.SAID, answering.SAME_AS_BEFORE / answering.ANOTHER_THAN_BEFORE]
    return np.asarray(np.log(np.concatenate([np.array(answering.RANK) / 10, waited[1:], spoke, other])))


def _right(cases: Cases, weights: Floats) -> float:
    """How often the one with the largest share, over all their turns, is the one named."""
    shares = _shares(cases, weights)
    same = cases.who[:, :, None] == cases.who[:, None, :]
    of_person = (same * shares[:, None, :]).sum(axis=2) * cases.able
    chosen = np.take_along_axis(cases.who, of_person.argmax(axis=1)[:, None], 1)[:, 0]
    return float(((chosen == cases.named) & cases.able.any(axis=1)).mean())


if __name__ == "__main__":
    main()
