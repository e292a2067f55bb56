"""What is known about a world because it was made: for judging conclusions that are drawn from its messages alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from qunli.simulation.community import Community
from qunli.simulation.dice import Flags, Ints
from qunli.simulation.words import BOT, CHANNELS, LANGUAGES, ROLES, STAGES, WEEK


@dataclass(frozen=True)
class Truth:
    """Four frames; moments are seconds UTC, a person is a position in the world's people.

    weeks: week, start, stage, intensity (share of capacity), present (interested members at the week's end).
    members: person, name, handle, role, bot, language, zone, home, channel, invited_by, joined, first_spoke, answered
        (was the newcomer answered within three days; null while open), gone (end of interest; null while interested),
        left (explicit), how (here, silent, left, removed), pace (relative willingness to talk at the end), best_hour.
    ties: author, to, talks: how often `author` answered `to`, recorded by the platform or not; strongest first.
    hours: person, weekend, hour (UTC), chance: the habit by which moments were drawn, sums to 1 by person and day kind.
    """

    weeks: pl.DataFrame
    members: pl.DataFrame
    ties: pl.DataFrame
    hours: pl.DataFrame


def tell_truth(run: Community) -> Truth:
    """The truth of a run that has lived all its weeks."""
    return Truth(weeks=_weeks(run), members=_members(run), ties=_ties(run), hours=_hours(run))


def _weeks(run: Community) -> pl.DataFrame:
    timeline = run.timeline
    return pl.DataFrame(
        {
            "week": np.arange(timeline.weeks),
            "start": timeline.start + np.arange(timeline.weeks) * WEEK,
            "stage": pl.Series(timeline.stages, dtype=pl.Enum(STAGES)),
            "intensity": timeline.curve,
            "present": run.present,
        }
    )


def _members(run: Community) -> pl.DataFrame:
    crowd, people, until = run.crowd, run.crowd.people, run.plan.until
    gone, left = crowd.gone < until, crowd.left < until
    removed = left & (crowd.removed_by >= 0)
    how = np.select([removed, left, gone], ["removed", "left", "silent"], "here")
    best = people.rhythm.hours[:, 0].argmax(axis=1)
    return pl.DataFrame(
        {
            "person": np.arange(len(people)),
            "name": people.names,
            "handle": people.handles,
            "role": [ROLES[int(role)] for role in people.role],
            "bot": people.role == BOT,
            "language": [LANGUAGES[int(language)] for language in people.language],
            "zone": people.zone,
            "home": [run.plan.groups[int(home)].name for home in people.home],
            "channel": [CHANNELS[int(channel)] for channel in people.channel],
            "invited_by": _known(crowd.invited_by, crowd.invited_by >= 0),
            "joined": crowd.joined,
            "first_spoke": _known(crowd.first_spoke, crowd.first_spoke < until),
            "answered": _known(crowd.answered, crowd.answered >= 0).cast(pl.Boolean),
            "gone": _known(crowd.gone, gone),
            "left": _known(crowd.left, left),
            "how": how,
            "pace": crowd.willingness(until),
            "best_hour": best,
        }
    )


def _known(values: Ints, known: Flags) -> pl.Series:
    return pl.select(pl.when(pl.Series(known, dtype=pl.Boolean)).then(pl.Series(values))).to_series()


def _ties(run: Community) -> pl.DataFrame:
    return run.ties.sort(["talks", "author", "to"], descending=[True, False, False])


def _hours(run: Community) -> pl.DataFrame:
    hours = run.crowd.people.rhythm.hours.astype(np.float64)
    chance = hours / hours.sum(axis=2, keepdims=True)
    person, weekend, hour = (axis.ravel() for axis in np.indices(chance.shape))
    return pl.DataFrame({"person": person, "weekend": weekend == 1, "hour": hour, "chance": chance.ravel()})
