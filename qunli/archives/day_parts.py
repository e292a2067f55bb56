"""The words that tell morning from afternoon where a clock shows twelve hours."""

from __future__ import annotations

import re

from qunli.archives.times import NOT_A_TIME, BadTime

_DOTS = re.compile(r"[\s.\u200e\u200f]+")

_MORNING_WORDS = (
    "am 上午 凌晨 清晨 早上 早晨 午前 半夜 午夜 오전 새벽 아침 ص صباحا صباحًا قظ πμ"
    " öö fm vorm sa pg pagi de dop पूर्वाह्न ก่อนเที่ยง"
)
_AFTERNOON_WORDS = "pm 下午 傍晚 午後 午后 오후 저녁 م مساء مساءً بظ μμ ös em nachm ch ptg petang du odp अपराह्न หลังเที่ยง"
_NIGHT_WORDS = "晚上 夜晚 夜间 밤"
_NOON_WORDS = "中午 正午"

_MORNING = frozenset(_MORNING_WORDS.split())
_AFTERNOON = frozenset(_AFTERNOON_WORDS.split())
_NIGHT = frozenset(_NIGHT_WORDS.split())
_NOON = frozenset(_NOON_WORDS.split())
WORDS = _MORNING | _AFTERNOON | _NIGHT | _NOON


def day_part(written: str) -> str | None:
    """The word as it stands in the tables ("p. m." is "pm"), "" for nothing written, None for a word that is none."""
    word = _DOTS.sub("", written).casefold()
    return word if not word or word in WORDS else None


def hour24(hour: int, part: str) -> int:
    """The hour of 0 to 23 that `hour` is in this part of the day. Chinese phones write 12 for noon (中午12) and for
    midnight (凌晨12, 晚上12), and go on with 中午1; an hour above 12 is taken as it is."""
    if not 0 <= hour <= 23:
        raise BadTime(NOT_A_TIME)
    if not part or hour > 12:
        return hour
    if part in _NOON:
        return hour + 12 if hour < 4 else hour
    if part in _MORNING or part in _NIGHT:
        if hour == 12:
            return 0
        return hour + 12 if part in _NIGHT and hour > 4 else hour
    return hour if hour == 12 else hour + 12
