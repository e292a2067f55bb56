"""Products, brands and other things that members call by a name.

Which words are names is told from how they are written: a name keeps its capital in the middle of a sentence, or has
one inside, or a digit or hyphen with one; in a Chinese message any Latin word is one, and so is what stands in 《》 or
what the dictionary of the segmenter calls a proper noun. People, places of everyday talk and abbreviations of chats are
left out. How often that is right was measured by hand: docs/research/feedback.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

import rjieba

from qunli.analysis.feedback import sentences
from qunli.analysis.stop_words import CHINESE, ENGLISH, NO_NAMES
from qunli.kit.text import plain

LEAST = 5
"""Messages in which a name must occur, and"""
SPEAKERS = 3
"""people who must use it: what only one or two say is theirs."""
NAMED_SHARE = 0.3
"""Share of its uses, where writing could show it, in which a word is written as a name."""
LONGEST = 2_000
"""Characters of a message that are read."""

_LATIN = re.compile(r"(?<![\w@/.#:\\-])[A-Za-z][A-Za-z0-9]*(?:[-+.][A-Za-z0-9]+)*(?![\w@/\\(])")
_TITLE = re.compile(r"《([^》\n]{2,30})》")
_CODE = re.compile(r"[{};=]|::")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MENTION = re.compile(r"@(?:_?\*\*[^*\n\0]+\*\*|\w+)")
_STARTS = re.compile(r"(?:^|[.!?:;…\n\"“(*>-])\s*$")
_BEFORE = 3
_PROPER = "nz"


@dataclass
class Named:
    """A name and the messages in which it stands, by row, in the order given. `watched`: an operator asked for it."""

    name: str
    watched: bool = False
    rows: list[int] = field(default_factory=list)


def product_names(
    texts: Iterable[tuple[int, int, str]], people: Iterable[str] = (), watched: Collection[str] = ()
) -> list[Named]:
    """What the community calls by a name, the name most people use first. `texts`: (row, person, text); `people`: what
    members are called, which is no product; `watched`: names that count whatever they look like, however rare. About
    25 µs a message, 100 where it is Chinese."""
    of_people = {part.lower() for name in people for part in re.split(r"[\s\d_().-]+", name)}
    seen = _Seen()
    for row, person, text in texts:
        text = text[:LONGEST]
        said = "\n".join(sentences(text)) if _CODE.search(text) else plain(text)
        seen.take(row, person, _MENTION.sub(" ", said) if "@" in said else said)
    found = {}
    for key in seen.count_lower_case():
        rows = sorted(set(seen.rows[key]))
        if _is_name(key, rows, seen, of_people):
            found[key] = Named(seen.forms[key].most_common(1)[0][0], rows=rows)
    every = [one for one in {**found, **_watched(watched, seen)}.values() if one.rows]
    return sorted(every, key=lambda one: (-len(seen.people(one.rows)), -len(one.rows), one.name))


class _Seen:
    """Every word that is written as a name somewhere, by its lower case: how, in which messages, how often its writing
    could have shown a name, and how often it did."""

    def __init__(self) -> None:
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        self.rows: dict[str, list[int]] = defaultdict(list)
        self.could: Counter[str] = Counter()
        self.did: Counter[str] = Counter()
        self.texts: dict[int, tuple[int, str]] = {}

    def take(self, row: int, person: int, text: str) -> None:
        """The words of one message that have a capital, or that a Chinese message marks."""
        self.texts[row] = (person, text)
        for met in _LATIN.finditer(text):
            word = met[0]
            if not word.islower():
                starts = not _inside(word) and _STARTS.search(text, max(0, met.start() - _BEFORE), met.start())
                self._note(row, word, named=not starts, could=not starts)
        if _HAN.search(text):
            for title in _TITLE.findall(text):
                self._note(row, title)
            for word, kind in _tagged(text):
                if kind == _PROPER or _LATIN.fullmatch(word):
                    self._note(row, word)

    def count_lower_case(self) -> list[str]:
        """Take in the other uses of words that were written as names twice; returns those words."""
        names = {key for key, did in self.did.items() if did > 1}
        for row, (_person, text) in self.texts.items():
            for word in names.intersection(_LATIN.findall(text)):
                self.rows[word].append(row)
                self.could[word] += 1
        return sorted(names)

    def people(self, rows: Iterable[int]) -> set[int]:
        """Who wrote these messages."""
        return {self.texts[row][0] for row in rows}

    def _note(self, row: int, word: str, *, named: bool = True, could: bool = True) -> None:
        key = word.lower()
        if len(key) > 1 and key not in ENGLISH:
            self.forms[key][word] += named
            self.rows[key].append(row)
            self.could[key] += could
            self.did[key] += named


def _is_name(key: str, rows: Collection[int], seen: _Seen, of_people: Collection[str]) -> bool:
    if len(rows) < LEAST or seen.did[key] < max(2, NAMED_SHARE * seen.could[key]):
        return False
    if key in NO_NAMES or key in CHINESE or key in of_people:
        return False
    return len(seen.people(rows)) >= SPEAKERS


def _watched(watched: Collection[str], seen: _Seen) -> dict[str, Named]:
    """The names an operator asked for, as they stand in texts: whole words, in Chinese anywhere."""
    found = {}
    for name in dict.fromkeys(" ".join(one.split()) for one in watched if one.strip()):
        low = name.lower()
        pattern = re.compile(re.escape(low) if _HAN.search(low) else rf"(?<!\w){re.escape(low)}(?!\w)")
        found[low] = Named(name, True, [row for row, (_, text) in seen.texts.items() if pattern.search(text.lower())])
    return found


def _inside(word: str) -> bool:
    """Written as only names are, wherever it stands: iPhone, GitHub, PlayStation5."""
    return any(sign.isupper() for sign in word[1:]) and not word.isupper()


_tagged: Callable[[str], list[tuple[str, str]]] = rjieba.tag
