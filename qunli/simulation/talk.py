"""How conversations go on: someone adds a second message, the other answers back, a further person comes in.

All conversations of a week grow side by side, one message each at every turn. Time between messages is short after a
message and long otherwise, so messages excite messages (bursts), as in a Hawkes process with one branching per turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qunli.simulation.audience import Audience
from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Flags, Floats, Ints
from qunli.simulation.manners import next_kinds
from qunli.simulation.openings import Openings
from qunli.simulation.words import DAY

# Median seconds and log-spread of the gap: before an own second message, an answer back, a further person's message.
_GAPS = ((17.0, 1.0), (52.0, 1.2), (120.0, 1.6))
_LONGEST_GAP = 6 * 3_600.0
_OWN, _BACK, _FURTHER = range(3)
_LATE_FIRST, _LATE_NEXT = 0.35, 0.06
"""Chance that somebody comes back to a message hours later when nobody answered at once."""


@dataclass
class Rows:
    """Messages as arrays in order of writing down, not of time. `answers` is a row of the same batch or -1."""

    conversation: Ints
    author: Ints
    at: Ints
    answers: Ints
    to: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.author)


@dataclass
class _Floor:
    """Who has the floor in each conversation."""

    last: Ints
    last_row: Ints
    other: Ints
    other_row: Ints
    at: Ints
    kind: Ints


def hold_conversations(crowd: Crowd, openings: Openings, audience: Audience, rng: np.random.Generator) -> Rows:
    """Every message of the week's conversations; the openings are rows 0 to len(openings) - 1."""
    count = len(openings)
    nobody = np.full(count, -1)
    floor = _Floor(
        openings.author.copy(), np.arange(count), nobody.copy(), nobody.copy(), openings.at.copy(), openings.kind.copy()
    )
    rows = [Rows(np.arange(count), openings.author, openings.at, nobody, nobody, openings.kind)]
    written = count
    live = np.flatnonzero(openings.length > 0)
    turn = 1
    while len(live):
        said = _take_turn(crowd, openings, audience, floor, live, rng)
        _give_floor(floor, said, written)
        rows.append(said)
        written += len(said)
        turn += 1
        live = said.conversation[openings.length[said.conversation] >= turn]
    return Rows(*(np.concatenate([getattr(part, name) for part in rows]) for name in Rows.__dataclass_fields__))


def _take_turn(
    crowd: Crowd, openings: Openings, audience: Audience, floor: _Floor, live: Ints, rng: np.random.Generator
) -> Rows:
    """The next message of each live conversation that has one."""
    last, other = floor.last[live], floor.other[live]
    move = _moves(crowd, openings, last, other, live, rng)
    at = floor.at[live] + _gaps(move, rng)
    author = np.where(move == _OWN, last, other)
    going = crowd.gone[author] > at
    target = np.where(move == _OWN, floor.other_row[live], floor.last_row[live])
    to = np.where(move == _OWN, other, last)
    further = np.flatnonzero(move == _FURTHER)
    if len(further):
        first = other[further] < 0
        author[further], at[further], going[further] = _come_in(
            crowd, openings, audience, live[further], last[further], at[further], first, rng
        )
        opener = (first | (rng.random(len(further)) < 0.3)) & (author[further] != openings.author[live[further]])
        target[further] = np.where(opener, live[further], target[further])
        to[further] = np.where(opener, openings.author[live[further]], to[further])
    going &= author != np.where(to >= 0, to, -2)
    live, author, at, target, to, move = live[going], author[going], at[going], target[going], to[going], move[going]
    kind = next_kinds(openings, live, author, floor.kind[live], move == _OWN, move == _FURTHER, rng)
    answering = (move != _OWN) | (rng.random(len(live)) < 0.15)
    silent = np.full(len(live), -1)
    return Rows(live, author, at, np.where(answering, target, silent), np.where(answering, to, silent), kind)


def _moves(crowd: Crowd, openings: Openings, last: Ints, other: Ints, live: Ints, rng: np.random.Generator) -> Ints:
    chance = rng.random(len(live))
    own = crowd.people.runs[last] * np.where(other >= 0, 1.0, 0.6)
    back = np.where(other >= 0, own + (1 - own) * openings.openness[live], own)
    return np.where(chance < own, _OWN, np.where(chance < back, _BACK, _FURTHER))


def _gaps(move: Ints, rng: np.random.Generator) -> Ints:
    medians, spreads = np.array(_GAPS).T
    gaps: Floats = medians[move] * np.exp(spreads[move] * rng.standard_normal(len(move)))
    return np.minimum(gaps, _LONGEST_GAP).astype(np.int64) + 1


def _come_in(
    crowd: Crowd,
    openings: Openings,
    audience: Audience,
    live: Ints,
    last: Ints,
    at: Ints,
    first: Flags,
    rng: np.random.Generator,
) -> tuple[Ints, Ints, Flags]:
    """A further person: at once, or hours later in that person's own time, or nobody (then it ends)."""
    author, accepted, later = audience.choose(openings, live, last, at, rng)
    late = ~accepted & (later >= 0) & (rng.random(len(live)) < np.where(first, _LATE_FIRST, _LATE_NEXT))
    if late.any():
        day = at[late] // DAY + (rng.random(int(late.sum())) < 0.4)
        own_time = crowd.people.rhythm.moments(later[late], day, rng)
        own_time += np.where(own_time <= at[late], DAY, 0)
        author[late], at[late] = later[late], own_time
    return author, at, (accepted | late) & (crowd.gone[author] > at)


def _give_floor(floor: _Floor, said: Rows, written: int) -> None:
    where = said.conversation
    changed = floor.last[where] != said.author
    floor.other[where] = np.where(changed, floor.last[where], floor.other[where])
    floor.other_row[where] = np.where(changed, floor.last_row[where], floor.other_row[where])
    floor.last[where] = said.author
    floor.last_row[where] = written + np.arange(len(said))
    floor.at[where] = said.at
    floor.kind[where] = said.kind
