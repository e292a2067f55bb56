"""Feedback in what members write: complaints (problem reports among them) and wishes (feature requests).

A weighted grammar of cues rather than a model: each verdict names the words that decided it and what they say, so that
whoever reads it can disagree. The kinds are those of the field (Maalej and Nabil 2015, "Bug Report, Feature Request, or
Simply Praise?"; linguistic rules for requests after Iacob and Harrison 2013). How often it is right was measured by
hand: docs/research/feedback.md. About 60 µs a message.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from qunli.analysis.cues import Cue, Kind
from qunli.analysis.cues_in_chinese import CHINESE
from qunli.analysis.cues_of_complaints import COMPLAINTS
from qunli.analysis.cues_of_trouble import TROUBLE
from qunli.analysis.cues_of_wishes import WISHES
from qunli.analysis.stance import is_denied, is_own, stance
from qunli.kit.text import plain

KINDS: tuple[Kind, ...] = ("complaint", "wish")
"""What is told apart; a message may be both."""
RIGHT: dict[Kind, float] = {"complaint": 0.81, "wish": 0.56}
"""Share of verdicts that were right on messages of topics not seen before; see docs/research/feedback.md."""
THRESHOLD = 2.5
"""Score from which a sentence is taken for one."""
LONGEST = 4_000
"""Characters of a message that are read."""
SHORTEST = 4
_MORE = 0.5
"""What each further family of cues adds to the strongest."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
_LOG = re.compile(
    r"^\s*(?:at |\d+:|\[|<|>|\||\$|#\d|//|/|--?\w|error(?:\[\w+\])?:|warning:|note:|caused by:|thread '|"
    r"stack backtrace|traceback|file \"|\w+(?:::\w+)+|[{}();=]|"
    r"(?:pub |fn |let |use |import |def |class |const |var |return |if \())"
)
_CODE_SIGNS = re.compile(r"[{};=<>|\\]|::|->|\(\)")
_SIGN_EVERY = 12
"""Characters; a sentence with more signs of code than one in so many is code."""
_QUOTED = re.compile(r"“[^”\n]{1,200}”|「[^」\n]{1,200}」|(?<!\w)\"[^\"\n]{1,200}\"(?!\w)")


@dataclass(frozen=True)
class Verdict:
    """`kind` was found: `sentence` scored `score` against `THRESHOLD`; most of it came from `cue`, the writer's own
    words, which count as `measure` (a family: failing, trouble, bother, neglect; wishing, requesting, needing)."""

    kind: Kind
    score: float
    measure: str
    cue: str
    sentence: str


def feedback(text: str) -> tuple[Verdict, ...]:
    """Complaints and wishes in one message, one verdict a kind at most. Links, code, log lines, and what is quoted are
    not the writer's words and say nothing; neither does a plain question how to do something."""
    low = text[:LONGEST].lower()
    cues = _met(low)
    if not cues:
        return ()
    best: dict[Kind, Verdict] = {}
    for sentence in sentences(text):
        for kind in KINDS:
            found = _judge(sentence, kind, [cue for cue in cues if cue.kind == kind])
            if found and (kind not in best or found.score > best[kind].score):
                best[kind] = found
    return tuple(best[kind] for kind in KINDS if kind in best)


def sentences(text: str) -> Iterator[str]:
    """What the writer says in words, sentence by sentence."""
    for piece in _SENTENCE.split(plain(text[:LONGEST])):
        said = _QUOTED.sub("…", piece).strip()
        if len(said) >= SHORTEST and not _LOG.match(said.lower()) and not _is_code(said):
            yield said


def _judge(sentence: str, kind: Kind, cues: list[Cue]) -> Verdict | None:
    low = sentence.lower()
    counted: dict[str, tuple[float, str, int]] = {}
    for cue in cues:
        met = cue.pattern.search(low)
        if met is None or (kind == "complaint" and is_denied(low, met.start())) or (cue.own and not is_own(low)):
            continue
        if cue.family not in counted or counted[cue.family][0] < cue.weight:
            counted[cue.family] = (cue.weight, met[0].strip(), met.start())
    if not counted:
        return None
    measure, (weight, words, at) = max(counted.items(), key=lambda item: item[1][0])
    score = weight + _MORE * (len(counted) - 1) + stance(low, at, kind)
    return Verdict(kind, score, measure, words, sentence) if score >= THRESHOLD else None


def _is_code(sentence: str) -> bool:
    return len(_CODE_SIGNS.findall(sentence)) * _SIGN_EVERY > len(sentence)


def _met(low: str) -> list[Cue]:
    """Cues whose keys might occur, each once."""
    if len(_called) > _REMEMBERED:
        _called.clear()
    met = {number for word in set(low.split()) for number in _called[word]}
    if not low.isascii():
        met.update(number for key, number in _WITHOUT_SPACES if key in low)
    return [_CUES[number] for number in met]


class _Called(dict[str, tuple[int, ...]]):
    """Cues by the word that calls them up; words are met again and again, so each is looked through once."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        met = {
            number for at, sign in enumerate(word) for key, number in _KEYS.get(sign, ()) if word.startswith(key, at)
        }
        self[word] = tuple(met)
        return self[word]


_CUES = (*TROUBLE, *COMPLAINTS, *WISHES, *CHINESE)
_WITHOUT_SPACES = [(key, number) for number, cue in enumerate(_CUES) for key in cue.keys if not key.isascii()]
_KEYS: dict[str, list[tuple[str, int]]] = defaultdict(list)
"""By first letter; of a key with spaces, its longest word."""
for _number, _cue in enumerate(_CUES):
    for _key in filter(str.isascii, _cue.keys):
        _longest = max(_key.split(), key=len)
        _KEYS[_longest[0]].append((_longest, _number))
_called = _Called()
_REMEMBERED = 50_000
