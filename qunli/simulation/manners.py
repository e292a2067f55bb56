"""What kind of thing is said next: answers after questions, thanks after answers, praise under pictures."""

from __future__ import annotations

import numpy as np

from qunli.simulation.dice import Flags, Ints, pick_in_rows
from qunli.simulation.openings import Openings
from qunli.simulation.words import (
    ADVERT,
    ANSWER,
    ASIDE,
    CHAT,
    FOLLOWUP,
    GOING,
    HELLO,
    KINDS,
    LAUGH,
    LINK,
    MEETUP,
    OPINION,
    PRAISE,
    QUESTION,
    RECIPE,
    SHOW,
    THANKS,
    TOPIC,
    WARN,
    WELCOME,
)

_OPENER_OWN, _OPENER_BACK, _FIRST_IN, _AGAIN, _OTHER_OWN = range(5)

# By kind of conversation and who speaks: the opener again, the opener to others, somebody new, somebody again, and the
# second message in a row of somebody.
_SCRIPT: dict[int, tuple[dict[int, float], ...]] = {
    QUESTION: (
        {CHAT: 3, FOLLOWUP: 2, SHOW: 1},
        {THANKS: 5, FOLLOWUP: 3, CHAT: 2},
        {ANSWER: 8, FOLLOWUP: 1, OPINION: 1, CHAT: 0.6},
        {ANSWER: 5, OPINION: 2, CHAT: 2, LAUGH: 1},
        {ANSWER: 6, CHAT: 3, LAUGH: 1},
    ),
    CHAT: (
        {CHAT: 7, LAUGH: 2, SHOW: 1},
        {CHAT: 6, LAUGH: 2, OPINION: 2, THANKS: 1},
        {CHAT: 5, OPINION: 3, LAUGH: 2, FOLLOWUP: 1, PRAISE: 1},
        {CHAT: 6, OPINION: 2, LAUGH: 2},
        {CHAT: 7, LAUGH: 3},
    ),
    SHOW: (
        {SHOW: 4, CHAT: 5},
        {THANKS: 5, CHAT: 3, RECIPE: 0.5, LAUGH: 1},
        {PRAISE: 6, FOLLOWUP: 2.5, CHAT: 2, LAUGH: 1},
        {CHAT: 4, PRAISE: 2, OPINION: 2, FOLLOWUP: 1},
        {CHAT: 5, LAUGH: 3, PRAISE: 1},
    ),
    MEETUP: (
        {CHAT: 5, MEETUP: 1},
        {CHAT: 4, THANKS: 3, LAUGH: 2},
        {GOING: 8, FOLLOWUP: 1, CHAT: 1},
        {CHAT: 4, GOING: 2, LAUGH: 2},
        {CHAT: 5, LAUGH: 3},
    ),
    HELLO: (
        {CHAT: 5, QUESTION: 3},
        {THANKS: 6, CHAT: 3, QUESTION: 2},
        {WELCOME: 9, CHAT: 1},
        {CHAT: 4, ANSWER: 3, WELCOME: 1},
        {WELCOME: 2, CHAT: 5, LAUGH: 1},
    ),
    TOPIC: (
        {CHAT: 5, TOPIC: 0.3},
        {CHAT: 4, OPINION: 3, LAUGH: 1, THANKS: 1},
        {OPINION: 5, CHAT: 4, SHOW: 1.5, FOLLOWUP: 1},
        {CHAT: 4, OPINION: 4, LAUGH: 2},
        {CHAT: 5, OPINION: 3, LAUGH: 1},
    ),
    ADVERT: ({ADVERT: 1}, {ADVERT: 1}, {WARN: 1}, {CHAT: 1}, {CHAT: 1}),
}
_SCRIPT[LINK] = _SCRIPT[CHAT]
_SCRIPT[RECIPE] = _SCRIPT[SHOW]


_REPLYING = 0.65
"""Small talk inside a conversation mostly refers to what was just said."""


def _table() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    edges = np.zeros((len(KINDS), 5, len(KINDS)))
    for opening in range(len(KINDS)):
        for part, weights in enumerate(_SCRIPT.get(opening, _SCRIPT[CHAT])):
            for kind, weight in weights.items():
                edges[opening, part, kind] = weight
    edges[:, 1:, ASIDE] = _REPLYING * edges[:, 1:, CHAT]
    edges[:, 1:, CHAT] *= 1 - _REPLYING
    edges /= edges.sum(axis=2, keepdims=True)
    return np.cumsum(edges, axis=2).reshape(-1, len(KINDS))


_EDGES = _table()


def next_kinds(
    openings: Openings, live: Ints, author: Ints, before: Ints, own: Flags, further: Flags, rng: np.random.Generator
) -> Ints:
    """The kind of each next message; a question just asked by anyone is answered rather than chatted past."""
    opener = author == openings.author[live]
    part = np.select(
        [opener & own, opener, own, further], [_OPENER_OWN, _OPENER_BACK, _OTHER_OWN, _FIRST_IN], default=_AGAIN
    )
    kind = pick_in_rows(rng, _EDGES, openings.kind[live] * 5 + part)
    asked = np.isin(before, (QUESTION, FOLLOWUP)) & ~own & ~np.isin(kind, (ANSWER, OPINION))
    return np.where(asked & (rng.random(len(live)) < 0.75), ANSWER, kind)
