"""Who could answer: candidates from the circle of the person addressed and from all who care for the subject.

A choice among a few candidates weighed by the moment stands for a choice among everybody; that keeps a message cheap.
"""

from __future__ import annotations

import numpy as np

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Flags, Floats, Ints, pick_columns
from qunli.simulation.openings import Openings
from qunli.simulation.words import HELLO, SUBJECTS, WEEK

_FRIENDS, _STRANGERS = 4, 4
_TIE = 6.0
"""Weight of a friend from the circle against somebody drawn for the subject."""
_EAGERNESS = 2.2
_COMPANY = 3.0
"""With this many people about, every second eager candidate is really there."""


class Audience:
    """The people who may answer during one week."""

    def __init__(self, crowd: Crowd, start: int) -> None:
        people = crowd.people
        self._crowd = crowd
        willing = crowd.willingness(start + WEEK) * people.answers
        self._awake = np.flatnonzero(willing > 0)
        cares = (people.interests[self._awake] * willing[self._awake, None]).T
        inside = (crowd.group_joined[self._awake] < start + WEEK).T
        pools = (inside[:, None, :] * cares[None, :, :]).reshape(
            -1, max(len(self._awake), 1) if len(self._awake) else 0
        )
        self._edges = np.cumsum(pools.ravel())
        self._ends = self._edges[len(self._awake) - 1 :: len(self._awake)] if len(self._awake) else np.zeros(0)
        self._willing = willing > 0
        share = willing / max(willing.sum(), 1e-300)
        company = 1 / max(float((share**2).sum()), 1e-9) if len(self._awake) else 0.0
        self._presence = company / (company + _COMPANY)

    def choose(
        self, openings: Openings, conversations: Ints, addressed: Ints, at: Ints, rng: np.random.Generator
    ) -> tuple[Ints, Flags, Ints]:
        """For each conversation: who would answer at the moment, whether that happens, and who would answer later.

        Returns (author, accepted, author_later); an author of -1 means that there is nobody.
        """
        if not len(self._awake):
            nobody = np.full(len(conversations), -1)
            return nobody, np.zeros(len(conversations), dtype=bool), nobody
        people = self._crowd.people
        group, subject = openings.group[conversations], openings.subject[conversations]
        candidates = self._candidates(group, subject, addressed, rng)
        able = self._able(candidates, group, openings.language[conversations], addressed, at)
        able[:, :_FRIENDS] *= _TIE * (
            0.4 + 0.6 * np.minimum(people.interests[candidates[:, :_FRIENDS], subject[:, None]], 1)
        )
        now = able * people.rhythm.at(candidates, at[:, None])
        column, total = pick_columns(rng, now)
        eager = _EAGERNESS * people.charm[addressed] * np.where(openings.kind[conversations] == HELLO, 1.4, 1.0)
        accepted = rng.random(len(at)) < self._presence * (1 - np.exp(-eager * total / 3))
        later, any_later = pick_columns(rng, able)
        rows = np.arange(len(at))
        author = np.where(total > 0, candidates[rows, column], -1)
        return author, accepted & (total > 0), np.where(any_later > 0, candidates[rows, later], -1)

    def _candidates(self, group: Ints, subject: Ints, addressed: Ints, rng: np.random.Generator) -> Ints:
        size = len(group)
        circle = self._crowd.circle
        friends = circle[addressed[:, None], rng.integers(0, circle.shape[1], (size, _FRIENDS))]
        pool = group * len(SUBJECTS) + subject
        begin = np.where(pool > 0, self._ends[pool - 1], 0.0)
        points = begin[:, None] + rng.random((size, _STRANGERS)) * (self._ends[pool] - begin)[:, None]
        found = np.minimum(np.searchsorted(self._edges, points.ravel(), side="right"), len(self._edges) - 1)
        strangers = self._awake[found % len(self._awake)].reshape(size, _STRANGERS)
        return np.concatenate([friends, strangers], axis=1)

    def _able(self, candidates: Ints, group: Ints, language: Ints, addressed: Ints, at: Ints) -> Floats:
        """1 where the candidate is in the group, interested, understands and is not the one addressed, else 0."""
        crowd = self._crowd
        moment = at[:, None]
        fine: Flags = (candidates >= 0) & (candidates != addressed[:, None]) & self._willing[candidates]
        fine &= (crowd.gone[candidates] > moment) & (crowd.speaks_from[candidates] < moment)
        fine &= crowd.group_joined[candidates, group[:, None]] <= moment
        fine &= crowd.people.speaks[candidates, language[:, None]]
        able: Floats = fine.astype(np.float64)
        return able
