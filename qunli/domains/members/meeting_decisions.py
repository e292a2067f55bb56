"""Pure: cards as they are kept and shown, who could help whom, and who greets a newcomer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qunli.core.refusals import Invalid
from qunli.core.words import _

PARTS = ("needs", "resources", "city", "about")
"""What of a card a member may show or keep to themselves."""
MOST_LINES = 8
LINE_LIMIT = 80
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
# fmt: off
COMMON = frozenset({
    "a", "an", "and", "any", "for", "from", "good", "have", "help", "in", "looking", "me", "my", "need", "of", "offer",
    "on", "one", "or", "our", "some", "someone", "somebody", "that", "the", "to", "want", "who", "with", "you", "your",
    "一个", "可以", "提供", "需要", "帮忙", "帮助", "想找", "寻找", "我们", "有人",
})
# fmt: on
"""Words that say nothing about what is needed or offered."""


@dataclass(frozen=True)
class Wish:
    """A card as far as matching goes."""

    person: int
    needs: tuple[str, ...]
    resources: tuple[str, ...]
    city: str


@dataclass(frozen=True)
class Fit:
    """Why two people may be glad to know each other. `for_me` and `for_them` are (need, resource) that meet; `near`:
    both live in the same city; `tie`: how much they have to do with each other already."""

    person: int
    score: float
    for_me: tuple[tuple[str, str], ...]
    for_them: tuple[tuple[str, str], ...]
    near: bool


def lines(text: str | Sequence[str], field: str) -> list[str]:
    """Short lines, each once. Raises `Invalid` naming the field."""
    given = text.splitlines() if isinstance(text, str) else text
    kept = list(dict.fromkeys(" ".join(one.split()) for one in given if one.strip()))
    if len(kept) > MOST_LINES:
        raise Invalid(_("Eight lines at most: the others read what matters most."), field=field)
    if any(len(one) > LINE_LIMIT for one in kept):
        raise Invalid(_("A line has 80 characters at most."), field=field)
    return kept


def short(text: str, limit: int, field: str) -> str:
    """One line of so many characters at most. Raises `Invalid`."""
    kept = " ".join(text.split())
    if len(kept) > limit:
        raise Invalid(_("This is too long."), field=field)
    return kept


def shown(parts: Iterable[str]) -> list[str]:
    """The parts that are shown, in their order."""
    chosen = set(parts)
    return [one for one in PARTS if one in chosen]


def search_text(name: str, card: Mapping[str, str | Sequence[str]], parts: Collection[str]) -> str:
    """What the directory finds a card by: the name and what is shown, case-folded."""
    said = [name]
    for part in parts:
        value = card[part]
        said += [value] if isinstance(value, str) else list(value)
    return "\n".join(folded(one) for one in said if one)


def folded(text: str) -> str:
    """Without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(text: str) -> frozenset[str]:
    """What a line is about: words of three letters and more, and pairs of Chinese characters."""
    plain = folded(text)
    words = {word.removesuffix("s") for word in _WORD.findall(_WIDE.sub(" ", plain)) if len(word) > 2}
    pairs = {run[at : at + 2] for run in _WIDE.findall(plain) for at in range(len(run) - 1)}
    return frozenset((words | pairs) - COMMON)


def fits(me: Wish, others: Iterable[Wish], ties: Mapping[int, float], most: int = 10) -> list[Fit]:
    """Whom one could be introduced to, best first. What both have for each other counts more than what only one gives;
    a need that meets by two terms more than by one; who knows each other well needs no introduction."""
    found = [fit for other in others if (fit := _fit(me, other, ties.get(other.person, 0.0))) is not None]
    return sorted(found, key=lambda one: (-one.score, one.person))[:most]


def _fit(me: Wish, other: Wish, tie: float) -> Fit | None:
    for_me, mine = _meet(me.needs, other.resources)
    for_them, theirs = _meet(other.needs, me.resources)
    if not for_me and not for_them:
        return None
    near = bool(me.city) and folded(me.city) == folded(other.city)
    mutual = 1.5 if for_me and for_them else 1.0
    return Fit(other.person, (mine + theirs) * mutual * (1.25 if near else 1.0) / (1.0 + tie), for_me, for_them, near)


def _meet(needs: Sequence[str], resources: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], float]:
    pairs, score = [], 0.0
    offered = [(resource, terms(resource)) for resource in resources]
    for need in needs:
        wanted = terms(need)
        best = max(((len(wanted & known), resource) for resource, known in offered), default=(0, ""))
        if best[0]:
            pairs.append((need, best[1]))
            score += 1.0 + 0.5 * (best[0] - 1)
    return tuple(pairs), score


@dataclass(frozen=True)
class Greeter:
    """Somebody who may greet newcomers. `looks_after` newcomers now."""

    person: int
    city: str
    holds_post: bool
    looks_after: int


def greeter(city: str, known: Iterable[Greeter]) -> int | None:
    """Who greets somebody from `city`: whoever has fewest to look after, from the same city first, then by post."""
    ranked = sorted(
        known,
        key=lambda one: (
            one.looks_after >= 3,
            not (city and folded(one.city) == folded(city)),
            one.looks_after,
            not one.holds_post,
            one.person,
        ),
    )
    return ranked[0].person if ranked else None
