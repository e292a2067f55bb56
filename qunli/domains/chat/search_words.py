"""Pure: the words by which messages are found, in whatever script, the same for every database.

Words of scripts with spaces are found by their beginning; Chinese, Japanese and Korean text by pairs of neighbouring
characters (bigrams: Nie, Gao et al., "On the use of words and n-grams for Chinese information retrieval", IRAL 2000),
because the usual index of three characters misses most Chinese words, which have two.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
LONGEST = 40
"""Characters of a word that are kept."""
MOST = 8
"""Words of a question that are looked for."""


def fold(text: str) -> str:
    """Without case, accents, and differences of width."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return unicodedata.normalize("NFKC", plain.casefold())


def words(text: str) -> list[str]:
    """What a message is kept under, each word once."""
    found: dict[str, None] = {}
    for run in _RUN.findall(fold(text)):
        if _IS_CJK.match(run):
            found.update(dict.fromkeys(run))
            found.update(dict.fromkeys(a + b for a, b in pairwise(run)))
        else:
            found[run[:LONGEST]] = None
    return list(found)


def wanted(question: str) -> list[tuple[str, bool]]:
    """What a question asks for: words, and whether each may go on beyond its end."""
    found: dict[tuple[str, bool], None] = {}
    for run in _RUN.findall(fold(question)):
        if not _IS_CJK.match(run):
            found[run[:LONGEST], True] = None
        elif len(run) == 1:
            found[run, False] = None
        else:
            found.update(dict.fromkeys((a + b, False) for a, b in pairwise(run)))
    return list(found)[:MOST]


def holds(text: str, question: str) -> bool:
    """Whether each run of the question stands in the text as it was asked; pairs alone would also meet far apart."""
    folded = fold(text)
    return all(run in folded for run in _RUN.findall(fold(question)))
