"""What the classifiers think of a message: how sure that it advertises, or insults.

Advertising is told by weights set by hand on signs and on words of our own lists, so that an installation knows it on
its first day without anybody's data; for English a model made from the SMS Spam Collection (Almeida and Hidalgo, 2011,
CC BY 4.0) speaks as well. Abuse in Chinese: a model made from COLD (Deng et al., EMNLP 2022, Apache-2.0). Each
community's own decisions correct both.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ahocorasick_rs
import numpy as np

from qunli.analysis.screening.features import Numbers, pieces_of
from qunli.analysis.screening.lists import ADVERTISING
from qunli.analysis.screening.model import Model, load, probability
from qunli.analysis.screening.signs import SPOKEN, contacts
from qunli.analysis.screening.unmask import Unmasked, unmask

BITS = 18
TRAINED = Path(__file__).resolve().parent.parent / "trained"
_START = -3.5
_CONTACT, _LINK, _HIDDEN, _DRESSED = 1.6, 1.2, 0.8, 0.5
_SIGNS = {"price": 1.2, "offer": 1.5, "prize": 0.9, "number": 0.8}
_MOST = {"price": 2, "offer": 3, "prize": 3, "number": 1}


def make_ready() -> None:
    """Read word lists and models now, so that the first message of a process need not wait for them."""
    seen = unmask("准备 ready")
    pieces = pieces_for(seen)
    Opinion().advertising(seen, "", pieces)
    Opinion().abuse(seen, pieces)
    _english()
    _chinese_abuse()


def pieces_for(seen: Unmasked) -> Numbers:
    """The pieces in the size that is shipped and learned."""
    return pieces_of(seen, BITS)


@dataclass(frozen=True)
class Opinion:
    """`learned`: corrections by what a community decided, null as long as nothing was."""

    learned_advertising: Model | None = None
    learned_abuse: Model | None = None

    def advertising(self, seen: Unmasked, squeezed: str, pieces: Numbers) -> tuple[float, list[str], list[str]]:
        """The probability, what it is made of, and the words found."""
        logit, because, shown = advertising_prior(seen, squeezed, pieces)
        if self.learned_advertising is not None:
            logit += self.learned_advertising.logit(pieces)
            because.append("own decisions")
        return probability(logit), because, shown

    def abuse(self, seen: Unmasked, pieces: Numbers) -> float:
        """The probability. English is told by lists alone until a community has decided about some."""
        logit = abuse_prior(seen, pieces)
        if self.learned_abuse is not None:
            logit += self.learned_abuse.logit(pieces)
        return probability(logit)


def advertising_prior(seen: Unmasked, squeezed: str, pieces: Numbers) -> tuple[float, list[str], list[str]]:
    """The logit before any community's decisions, its parts by name, and the words found."""
    found = contacts(seen)
    words = list(dict.fromkeys(_words().find_matches_as_strings(squeezed)))
    parts = {
        "contact": _CONTACT * min(3, found.any - found.links) + _LINK * min(2, found.links),
        "words": sum(sorted((ADVERTISING[word] for word in words), reverse=True)[:4]),
        "disguise": _HIDDEN * min(2, seen.hidden) + _DRESSED * min(3, seen.dressed // 2),
        **{name: _SIGNS[name] * min(_MOST[name], len(SPOKEN[name].findall(seen.plain))) for name in _SIGNS},
    }
    logit = _START + sum(parts.values())
    if len(seen.skeleton) > 8 and _is_english(seen):
        parts["classifier"] = _english().logit(pieces)
        logit = max(logit, parts["classifier"])
    return logit, [name for name, part in parts.items() if part > 0], words


def abuse_prior(seen: Unmasked, pieces: Numbers) -> float:
    """The logit before any community's decisions."""
    if _is_english(seen) or len(seen.skeleton) < 4:
        return -4.0
    return _chinese_abuse().logit(pieces)


def _is_english(seen: Unmasked) -> bool:
    return not seen.sound or all(code < 0x2E80 for code in map(ord, seen.skeleton))


@functools.cache
def _words() -> Any:
    return ahocorasick_rs.AhoCorasick(list(ADVERTISING), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@functools.cache
def _english() -> Model:
    return _shipped("spam_en.npz")


@functools.cache
def _chinese_abuse() -> Model:
    return _shipped("abuse_zh.npz")


def _shipped(name: str) -> Model:
    model = load(TRAINED / name)
    if len(model.weights) != 2**BITS:
        raise ValueError(f"{name} does not fit this version")
    return Model(np.ascontiguousarray(model.weights), model.bias)
