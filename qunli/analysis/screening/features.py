"""What a message is judged by: numbers of hashed pieces. No list of pieces is kept, so a model has a fixed size.

Pieces are hashed with a polynomial over code points and finished as in MurmurHash3 (Appleby, 2011), in NumPy, so that a
message costs some dozens of array operations whatever its length (hashing trick: Weinberger et al., ICML 2009).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from qunli.analysis.screening.signs import signs_of
from qunli.analysis.screening.unmask import Unmasked, unmask

BITS = 20
Codes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(33)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|£|\$|€|¥|[!?？！]")
_EDGE = "\x02"


@dataclass(frozen=True)
class View:
    """The pieces of one view: runs of `shortest` to `longest`, and pairs with up to `gap` things between."""

    salt: int
    shortest: int
    longest: int
    gap: int = 0


PLAIN, SKELETON, SOUND, GIVEN = View(1, 1, 5), View(2, 2, 5, gap=3), View(3, 2, 4), View(4, 1, 3)
SHORT_RUNS, SHORT_SOUNDS = View(1, 1, 3), View(3, 1, 3)


def pieces(text: str, bits: int = BITS) -> Numbers:
    """The numbers (0 to 2**bits - 1) of everything a message is judged by, each once, ascending."""
    return pieces_of(unmask(text), bits)


def pieces_of(seen: Unmasked, bits: int = BITS) -> Numbers:
    """The same of a message that was looked through already."""
    found = [
        *_runs(_codes(_EDGE + seen.plain + _EDGE), PLAIN),
        *_runs(_codes(_EDGE + seen.skeleton + _EDGE), SKELETON),
        *_runs(_codes(seen.given), GIVEN),
    ]
    if seen.sound:
        found += _runs(np.array(seen.sound, dtype=np.uint64), SOUND)
    found.append(_named(_words(seen.plain), 5))
    found.append(_named(signs_of(seen), 6))
    return _finished(found, bits)


def short_runs(seen: Unmasked, bits: int = BITS) -> Numbers:
    """Runs of one to three characters of the plain view."""
    return _finished(_runs(_codes(_EDGE + seen.plain + _EDGE), SHORT_RUNS), bits)


def sounds(seen: Unmasked, bits: int = BITS) -> Numbers:
    """Runs of one to three syllables; of what has none, characters without gaps."""
    codes = np.array(seen.sound, dtype=np.uint64) if seen.sound else _codes(seen.skeleton)
    return _finished(_runs(codes, SHORT_SOUNDS), bits)


def words_of(seen: Unmasked, bits: int = BITS) -> Numbers:
    """Words, Chinese ones found by a dictionary, and pairs of neighbours."""
    words = [word for word in rjieba.cut(seen.plain) if not word.isspace()]
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(words)]
    return _finished([_named(words + pairs, 7)], bits)


def _finished(found: list[Codes], bits: int) -> Numbers:
    hashed = np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)
    hashed ^= hashed >> _SHIFT
    hashed *= _MIX
    hashed ^= hashed >> _SHIFT
    return np.unique((hashed >> np.uint64(64 - bits)).astype(np.int32))


Ends = npt.NDArray[np.int64]
Taken = Callable[[Unmasked, int], Numbers]


def table(texts: Iterable[str], bits: int = BITS) -> tuple[Numbers, Ends]:
    """The pieces of many messages, as `laid_out` gives them."""
    return laid_out([pieces(text, bits) for text in texts])


def laid_out(rows: Sequence[Numbers]) -> tuple[Numbers, Ends]:
    """The numbers of many messages one after another, and where each begins (one more than there are messages)."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return (np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)), ends


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)


def _runs(codes: Codes, view: View) -> list[Codes]:
    found = []
    with np.errstate(over="ignore"):
        run = codes + np.uint64(view.salt << 40)
        run = run * _STEP
        for length in range(1, view.longest + 1):
            if length > 1:
                if len(codes) < length:
                    break
                run = (run[:-1] ^ (run[:-1] >> np.uint64(29))) * _STEP + codes[length - 1 :]
            if length >= view.shortest:
                found.append(run + np.uint64(length))
        for gap in range(1, view.gap + 1):
            if len(codes) > gap + 1:
                pair = codes[: -gap - 1] * _STEP + np.uint64((view.salt << 50) + gap)
                found.append((pair ^ (pair >> np.uint64(31))) * _STEP + codes[gap + 1 :])
    return found


def _words(plain: str) -> list[str]:
    words = _WORD.findall(plain)
    shown = ["#" * len(one) if one.isdigit() else one for one in words]
    return shown + [f"{one} {other}" for one, other in itertools.pairwise(shown)]


def _named(names: Sequence[str], salt: int) -> Codes:
    return np.array([_hash(name, salt) for name in names], dtype=np.uint64)


def _hash(name: str, salt: int) -> int:
    value = salt * 0xCBF29CE484222325 & 0xFFFFFFFFFFFFFFFF
    for byte in name.encode("utf-8", "surrogatepass"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value
