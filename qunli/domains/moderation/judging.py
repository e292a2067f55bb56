"""Pure: one message against all policies. Every hit names its measure and its limit, and what was seen."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import ahocorasick_rs

from qunli.analysis.screening.lists import ABUSE, ABUSE_WHOLE, IDLE, UNLAWFUL
from qunli.analysis.screening.opinion import Opinion, pieces_for
from qunli.analysis.screening.signs import LINK_HOST, contacts
from qunli.analysis.screening.unmask import Unmasked, squeezed_words, unmask
from qunli.domains.chat.ports import Author
from qunli.domains.moderation.policies import EFFECTS, Line, Rules, compiled
from qunli.domains.moderation.recent import Recent

SHORT = 4
"""Characters of a skeleton up to which a message says nothing by itself."""
TOPICAL = 12
"""Characters of a skeleton from which on a message has a topic."""


@dataclass(frozen=True)
class Hit:
    """A line that hit. `shown` are words and signs found; `because` what the measure is made of, as names."""

    line: Line
    measure: float
    shown: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What all lines said of a message: the strongest hit that counts, the others, and those on trial."""

    hit: Hit | None
    others: tuple[Hit, ...]
    dry: tuple[Hit, ...]
    permit: bool = False
    """It was an advertisement, and a permit let it through."""


@dataclass(frozen=True)
class Said:
    """What is judged: a message, with its author's standing, null when nothing is known of it."""

    group: int
    person: int
    at: int
    text: str
    standing: Author | None
    card: bool = False


@dataclass
class Judge:
    """Rules of one community made ready. `local` turns ms UTC into the community's hour; `opinion` has the
    classifiers; `banned` people are refused everywhere; `permits` counts unused permits by person."""

    rules: Rules
    local_hour: Callable[[int], int]
    opinion: Opinion
    purpose: frozenset[str]
    banned: frozenset[int] = frozenset()
    permits: dict[int, int] = field(default_factory=dict)
    version: int = 0
    recent: Recent = field(default_factory=Recent)

    def __post_init__(self) -> None:
        self._unlawful = {name: _list(words) for name, words in _categories(self.rules).items()}
        self._abuse = _list(_changed(ABUSE.split(), self.rules, "abuse"))
        self._own = {line.id: _list(line.words) for line in self.rules.lines if line.trigger == "words"}
        self._patterns = {line.id: compiled(line.pattern) for line in self.rules.lines if line.trigger == "pattern"}
        self._lines = [line for line in self.rules.lines if line.mode != "off"]
        self._noted = {line.trigger for line in self._lines}

    def judge(self, said: Said) -> Found:
        """About a third of a millisecond for a short message. Notes the message among the recent ones."""
        seen = _Seen(unmask(said.text))
        self._note(said, seen)
        hits = [hit for line in self._lines if _concerns(line, said) and (hit := self._hit(line, said, seen))]
        hard = sorted((hit for hit in hits if hit.line.mode == "on"), key=lambda hit: -EFFECTS.index(hit.line.effect))
        dry = tuple(hit for hit in hits if hit.line.mode == "dry")
        if not hard or hard[-1].line.effect == "pass":
            return Found(None, (), dry)
        return self._with_permit(said, hard, dry)

    def _with_permit(self, said: Said, hard: list[Hit], dry: tuple[Hit, ...]) -> Found:
        commercial = ("advertising", "contacts", "links")
        if self.permits.get(said.person) and all(hit.line.trigger in commercial for hit in hard):
            self.permits[said.person] -= 1
            return Found(None, (), dry, permit=True)
        return Found(hard[0], tuple(hard[1:]), dry)

    def _note(self, said: Said, seen: _Seen) -> None:
        if "flooding" in self._noted:
            self.recent.note("flooding", said.group, said.person, said.at)
        if "chatter" in self._noted and seen.is_idle and not said.card:
            self.recent.note("chatter", said.group, said.person, said.at)
        if "off_topic" in self._noted and len(seen.it.skeleton) >= TOPICAL:
            on_topic = any(word in seen.squeezed for word in self.purpose)
            self.recent.run("off_topic", said.group, said.person, said.at, ends=on_topic)

    def _hit(self, line: Line, said: Said, seen: _Seen) -> Hit | None:
        measure, shown, because = _MEASURES[line.trigger](self, line, said, seen)
        return Hit(line, round(measure, 4), tuple(shown)[:8], tuple(because)) if measure > line.limit else None


class _Seen:
    """A message looked through once, and what is made of it only when a line asks."""

    def __init__(self, it: Unmasked) -> None:
        self.it = it

    @functools.cached_property
    def squeezed(self) -> str:
        return squeezed_words(self.it.plain)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.it.plain.split())

    @functools.cached_property
    def pieces(self) -> Any:
        return pieces_for(self.it)

    @functools.cached_property
    def is_idle(self) -> bool:
        skeleton = self.it.skeleton
        return len(skeleton) <= SHORT or skeleton in IDLE or len(set(skeleton)) <= 2


Measured = tuple[float, Iterable[str], Iterable[str]]


def _advertising(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    chance, because, shown = judge.opinion.advertising(seen.it, seen.squeezed, seen.pieces)
    return chance, shown, because


def _abusive(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    listed = _matches(judge._abuse, seen.squeezed) + sorted(seen.words & ABUSE_WHOLE)
    if listed:
        return 0.99, listed, ("listed",)
    return judge.opinion.abuse(seen.it, seen.pieces), (), ("classifier",)


def _contacts(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    found = contacts(seen.it)
    given = {"handle": found.handles, "mail": found.mails, "mobile": found.mobiles, "contact": found.invitations}
    return float(sum(given.values())), (), [name for name, count in given.items() if count]


def _links(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    hosts = [bare or given for bare, given in LINK_HOST.findall(seen.it.plain)]
    strange = [host for host in hosts if not any(host == own or host.endswith("." + own) for own in line.hosts)]
    return float(len(strange)), strange, ("hosts",)


def _unlawful(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    by_category = {
        name: _matches(judge._unlawful[name], seen.squeezed) for name in line.categories if name in judge._unlawful
    }
    hit = {name: words for name, words in by_category.items() if words}
    return float(sum(map(len, hit.values()))), [word for words in hit.values() for word in words], list(hit)


def _flooding(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    return float(judge.recent.count("flooding", said.group, said.person, said.at, line.minutes)), (), ("messages",)


def _chatter(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    if not seen.is_idle or said.card:
        return 0.0, (), ()
    return float(judge.recent.count("chatter", said.group, said.person, said.at, line.minutes)), (), ("idle",)


def _off_topic(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    if not judge.purpose or len(seen.it.skeleton) < TOPICAL:
        return 0.0, (), ()
    return float(judge.recent.length("off_topic", said.group, said.person)), (), ("purpose words", "weak")


def _quiet_hours(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    hour = judge.local_hour(said.at)
    inside = line.start <= hour < line.end if line.start <= line.end else hour >= line.start or hour < line.end
    return (1.0 if inside else 0.0), (), ("hour",)


def _own_words(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    found = _matches(judge._own[line.id], seen.squeezed)
    return float(len(found)), found, ("own words",)


def _pattern(judge: Judge, line: Line, said: Said, seen: _Seen) -> Measured:
    found = judge._patterns[line.id].search(seen.it.plain)
    return (1.0, (found.group(0)[:80],), ("pattern",)) if found else (0.0, (), ())


_MEASURES: Mapping[str, Callable[[Judge, Line, Said, _Seen], Measured]] = {
    "advertising": _advertising,
    "abuse": _abusive,
    "contacts": _contacts,
    "links": _links,
    "unlawful": _unlawful,
    "flooding": _flooding,
    "chatter": _chatter,
    "off_topic": _off_topic,
    "quiet_hours": _quiet_hours,
    "words": _own_words,
    "pattern": _pattern,
}


def _concerns(line: Line, said: Said) -> bool:
    if line.groups and said.group not in line.groups:
        return False
    if line.who == "everybody" or said.standing is None:
        return True
    if said.standing.powers:
        return False
    if line.who == "newcomers":
        joined = said.standing.joined_at
        return joined is None or _moment(said.at, joined) - joined < timedelta(days=line.days)
    return True


def _moment(at: int, like: datetime) -> datetime:
    return datetime.fromtimestamp(at / 1000, like.tzinfo)


def _categories(rules: Rules) -> dict[str, list[str]]:
    own = [name for name in rules.lists if name not in UNLAWFUL and name != "abuse"]
    return {
        **{name: _changed(words.split(), rules, name) for name, words in UNLAWFUL.items()},
        **{name: _changed([], rules, name) for name in own},
    }


def _changed(words: Iterable[str], rules: Rules, name: str) -> list[str]:
    change = rules.lists.get(name)
    if change is None:
        return list(words)
    gone = {_as_matched(word) for word in change.removed}
    return [word for word in words if word not in gone] + change.added


def _as_matched(word: str) -> str:
    return squeezed_words(unmask(word).plain)


def _list(words: Sequence[str] | Iterable[str]) -> Any:
    """An Aho-Corasick automaton over words as they are matched; null without words."""
    ready = sorted({made for word in words if (made := _as_matched(word))})
    return ahocorasick_rs.AhoCorasick(ready) if ready else None


def _matches(automaton: Any, text: str) -> list[str]:
    if automaton is None:
        return []
    return list(dict.fromkeys(automaton.find_matches_as_strings(text)))
