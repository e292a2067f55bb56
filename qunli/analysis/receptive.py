"""At which hour of the day a member is most likely to be there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from qunli.analysis import rhythms
from qunli.analysis.history import History
from qunli.analysis.rhythms import HALF_LIVES, HOURS, Floats, Rhythms

OWN = ((14.0, 2), (28.0, 0), (28.0, 1), (112.0, 1), (448.0, 0))
"""Half-life (days) and distance (hours) of the member's own counts that speak for an hour."""
HIGHEST = 0.98
LONG_SILENT = 90


@dataclass(frozen=True)
class Trained:
    """Coefficients from `tools/train_receptive.py`; see trained/README.md.

    `own`: weight of each of `OWN`, in faded days; `archetype`, `group`: how many faded hours the rhythm of similar
    members and of the whole group weigh; `presence`: log-linear coefficients of `presence_measures`.
    """

    own: tuple[float, ...]
    archetype: float
    group: float
    presence: tuple[float, ...]


@cache
def trained() -> Trained:
    """The shipped coefficients."""
    read = json.loads(files("qunli.analysis.trained").joinpath("receptive.json").read_text("utf-8"))
    return Trained(tuple(read["own"]), read["archetype"], read["group"], tuple(read["presence"]))


def receptive_hours(past: History) -> pl.DataFrame:
    """Frame author, hour (0-23, UTC), chance: one row a member and hour, members in order, hours ascending.

    `chance` is the probability that the member writes within that hour on a day of the next 28; a member's best hour is
    the one of highest chance. Everybody who ever wrote is there, programs apart; who has hardly written leans on the
    rhythm of members like them and of the group; who has long been silent has chances near nothing. Empty without
    messages.

    Method: a member's hours are a multinomial with a Dirichlet prior around a mixture of the group's daily archetypes;
    days fade at several half-lives, neighbouring hours help. How much a member writes at all is a Poisson regression on
    faded presence. Weights are maximum likelihood over two communities' past, and hold from one to the other.
    """
    days = past.member_days
    if not days.height:
        author = pl.Series("author", [], past.messages.schema["author"])
        return pl.DataFrame([author, pl.Series("hour", [], pl.Int8), pl.Series("chance", [], pl.Float64)])
    known = rhythms.observe(days, past.end)
    chance = chances(known, trained())
    return pl.DataFrame(
        {
            "author": known.authors.gather(np.repeat(np.arange(len(chance)), HOURS)),
            "hour": np.tile(np.arange(HOURS, dtype=np.int8), len(chance)),
            "chance": chance.ravel(),
        }
    )


def chances(known: Rhythms, model: Trained) -> Floats:
    """Members by 24: the probability of writing in the hour on a day."""
    evidence = hour_evidence(known) @ np.array([*model.own, model.archetype, model.group])
    expected_hours = np.exp(np.minimum(presence_measures(known) @ np.array(model.presence), np.log(HOURS)))
    return np.asarray(np.minimum(rhythms.shares(evidence) * expected_hours[:, None], HIGHEST))


def hour_evidence(known: Rhythms) -> Floats:
    """Members by 24 by evidence: each of `OWN`, the archetypes' share, the group's share."""
    own = [rhythms.beside(known.faded(half), away) if away else known.faded(half) for half, away in OWN]
    group = np.broadcast_to(known.group(112.0), own[0].shape)
    return np.stack([*own, rhythms.archetype_shares(known), group], axis=-1)


def presence_measures(known: Rhythms) -> Floats:
    """Members by measures of how much they write: constant, log of hours a day at each of four half-lives (a rate since
    they came), log days since last and first seen, and how far the silence exceeds three months."""
    rates = []
    for half in (14.0, 28.0, 112.0, 448.0):
        memory = half / np.log(2)
        seen = memory * (1 - np.exp(-known.first / memory)) + 3
        rates.append(np.log((known.counts[HALF_LIVES.index(half)].sum(axis=1) + 0.05) / seen))
    silence = np.maximum(np.log(known.last / LONG_SILENT), 0)
    return np.stack([np.ones(len(silence)), *rates, np.log(known.last + 1), np.log(known.first + 1), silence], axis=1)
