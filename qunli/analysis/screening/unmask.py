"""Text as a reader sees it, whatever it was dressed up in: one place where disguises are taken off.

Three views of a message. `plain`: full width, mathematical and circled letters, look-alikes of other scripts,
traditional characters and capitals made one (Unicode NFKC, UAX #15; look-alikes after UTS #39), what is invisible
dropped. `skeleton`: nothing but characters, letters and digits, digits all `0`, so that "加 V：a-b.1" is "加vab0".
`sound`: Chinese characters by their syllable without tone, so that homophones ("薇", "微", "威") are one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

LONGEST = 600
"""Characters of a message that are looked at: the first two thirds and the last third of them."""
SYLLABLES = 0x110000
"""Code of the first syllable; below are characters."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)
_LEET = str.maketrans("013457@$!", "oieastasi")
_WITH_LEET = re.compile(r"[a-z]+[0134579@$!]+[a-z0-9@$!]*")
# fmt: off
_LOOKS = {
    "a": "аαɑᴀ", "b": "вβʙ", "c": "сϲᴄ", "d": "ԁᴅ", "e": "еёєεᴇ", "f": "ꜰ", "g": "ɡɢ", "h": "һнʜ", "i": "іιɩıɪ",
    "j": "јᴊ",
    "k": "кκᴋ", "l": "ӏʟ", "m": "мᴍ", "n": "ηɴ", "o": "оοσᴏø", "p": "рρᴘ", "q": "ԛ", "r": "ʀг", "s": "ѕꜱ", "t": "тτᴛ",
    "u": "υᴜ", "v": "νᴠѵ", "w": "ԝωᴡ", "x": "хχ×✕✖", "y": "уγʏ", "z": "ᴢ", "+": "十➕✚", "0": "零〇", "1": "壹",
    "2": "贰",
    "3": "叁", "4": "肆", "5": "伍", "6": "陆", "7": "柒", "8": "捌", "9": "玖",
}
_LOOK_ALIKE = {ord(other): letter for letter, others in _LOOKS.items() for other in others}
_LETTERED = {
    **{code: chr(ord("a") + code - 0x1F1E6) for code in range(0x1F1E6, 0x1F200)},
    **{code: chr(ord("a") + code - 0x1F170) for code in range(0x1F170, 0x1F18A)},
    **{code: chr(ord("a") + code - 0x1F150) for code in range(0x1F150, 0x1F16A)},
    **{code: chr(ord("1") + code - 0x2776) for code in range(0x2776, 0x277F)},
    **{code: chr(ord("1") + code - 0x278A) for code in range(0x278A, 0x2793)},
}
# fmt: on
"""Regional indicators, letters in squares and circles, digits in black circles."""
_MARKS = frozenset(("Mn", "Me", "Cf", "Cc", "Co", "Cn"))


@dataclass(frozen=True)
class Unmasked:
    """The three views, what was taken off (`hidden` invisible signs, `dressed` characters that were look-alikes), and
    the message as it was, cut to `LONGEST`."""

    given: str
    plain: str
    skeleton: str
    sound: tuple[int, ...]
    hidden: int
    dressed: int


def unmask(text: str) -> Unmasked:
    """About 15 µs for a short message."""
    given = text if len(text) <= LONGEST else text[: LONGEST * 2 // 3] + text[-LONGEST // 3 :]
    plain, hidden = see_through(given)
    dressed = sum(a != b for a, b in zip(given.casefold(), plain, strict=False)) if not given.isascii() else 0
    skeleton = _DIGITS.sub("0", _NOT_LETTERS.sub("", plain))
    return Unmasked(given, plain, skeleton, sound(skeleton), hidden, min(dressed, len(plain)))


def see_through(text: str) -> tuple[str, int]:
    """The plain view, and how many invisible signs were in it."""
    if text.isascii():
        return _squeeze(text.lower()), 0
    text = unicodedata.normalize("NFKC", text.translate(_LETTERED))
    shown = text if text.isalnum() else "".join(filter(_is_shown, text))
    hidden = len(text) - len(shown)
    shown = shown.casefold().translate(_LOOK_ALIKE).translate(_simplified())
    return _squeeze(shown), hidden


def squeezed_words(plain: str) -> str:
    """For word lists: no gaps between characters, signs for letters undone within words ("fr33" is "free")."""
    return _NOT_LETTERS.sub("", _WITH_LEET.sub(lambda found: found[0].translate(_LEET), plain))


def sound(skeleton: str) -> tuple[int, ...]:
    """Each character's syllable as one number; of what has none, its own code."""
    if skeleton.isascii():
        return ()
    syllables = _syllables()
    return tuple(syllables.get(code, code) for code in map(ord, skeleton))


def _squeeze(text: str) -> str:
    return _REPEATED.sub(r"\1\1\1", " ".join(text.split()))


@functools.lru_cache(maxsize=8192)
def _is_shown(sign: str) -> bool:
    return sign == "\n" or unicodedata.category(sign) not in _MARKS


@functools.cache
def _simplified() -> dict[int, str]:
    import opencc  # only who looks at messages needs it

    signs = [chr(code) for code in range(0x3400, 0xA000)]
    turned = opencc.OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(sign): simple for sign, simple in zip(signs, turned, strict=True) if sign != simple}


@functools.cache
def _syllables() -> dict[int, int]:
    """By code of a character, the number of its commonest reading without tone."""
    from pypinyin.constants import PINYIN_DICT  # only who looks at messages needs it

    numbers: dict[str, int] = {}
    found = {}
    for code, readings in PINYIN_DICT.items():
        bare = unicodedata.normalize("NFKD", readings.split(",")[0])
        syllable = "".join(sign for sign in bare if sign.isascii() and sign.isalpha())
        found[code] = SYLLABLES + numbers.setdefault(syllable, len(numbers))
    return found
