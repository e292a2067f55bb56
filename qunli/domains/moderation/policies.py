"""Pure: policies as values. A line is a trigger with its limit, a condition, and an effect; `Rules` is all of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import re2

from qunli.analysis.screening.lists import CATEGORIES
from qunli.core.refusals import Invalid
from qunli.core.words import _

TRIGGERS: Final = (
    "advertising", "contacts", "links", "abuse", "unlawful", "flooding", "chatter", "off_topic", "quiet_hours", "words",
    "pattern",
)  # fmt: skip
EFFECTS: Final = ("pass", "warn", "hold", "delete", "mute", "remove", "ban")
"""By strength: of several that hit, the strongest counts, and of equals the one that stands first. `warn` lets the
message through; `pass` does, whatever else hits."""
STOPS: Final = frozenset({"delete", "mute", "remove", "ban"})
"""Effects that refuse the message at once."""
CHANCES: Final = frozenset({"advertising", "abuse"})
"""Triggers that measure a probability: their limit lies between 0 and 1."""
LINES_LIMIT = 60
WORDS_LIMIT = 2_000
PATTERN_LENGTH = 500
NAMED: Final = ("nobody", "initials", "everybody")


class Line(msgspec.Struct, kw_only=True):
    """`limit`: hit when the measure is above it. `minutes` is the window of flooding and chatter, `mute` the length of
    a silence in minutes. `who` is "everybody", "newcomers" (members for less than `days`) or "members" (no post).
    `mode` is "on", "dry" (only notes what it would do) or "off"."""

    id: str = ""
    trigger: str
    effect: str
    limit: float = 0.0
    minutes: int = 1
    who: str = "members"
    days: int = 7
    groups: list[int] = []
    points: float = 0.0
    half_life: float = 30.0
    mute: int = 60
    everywhere: bool = False
    mode: str = "on"
    hosts: list[str] = []
    words: list[str] = []
    categories: list[str] = []
    pattern: str = ""
    start: int = 23
    end: int = 7


class Step(msgspec.Struct, kw_only=True):
    """From so many points on, this follows; `minutes` is the length of a silence."""

    points: float
    kind: str
    minutes: int = 60


class Changed(msgspec.Struct, kw_only=True):
    """How a community's word list differs from the one that comes along."""

    added: list[str] = []
    removed: list[str] = []


class Rules(msgspec.Struct, kw_only=True):
    """Everything that screening goes by. `named`: how the public log names people. `purpose_words` are for `off_topic`,
    besides those of the purpose itself. `appeal_days`: how long a second reader has."""

    preset: str = ""
    lines: list[Line] = []
    ladder: list[Step] = []
    lists: dict[str, Changed] = {}
    purpose_words: list[str] = []
    named: str = "initials"
    appeal_days: int = 7
    permits: bool = True


def from_values(values: Any) -> Rules:
    """Rules as they were stored, or sent by somebody. Raises `Invalid` with the field."""
    try:
        rules = msgspec.convert(values, Rules, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid(str(error), field="rules") from None
    return checked(rules)


def checked(rules: Rules) -> Rules:
    """The same, with an id in every line. Raises `Invalid` when something cannot be right."""
    if len(rules.lines) > LINES_LIMIT:
        raise Invalid(_("Sixty policies are the most."), field="lines")
    if rules.named not in NAMED:
        raise Invalid(_("Choose how the log names people."), field="named")
    if not 1 <= rules.appeal_days <= 60:
        raise Invalid(_("A second reader has between one and sixty days."), field="appeal_days")
    seen: set[str] = set()
    for line in rules.lines:
        line.id = line.id if line.id and line.id not in seen else secrets.token_hex(4)
        seen.add(line.id)
        _check(line)
    for step in rules.ladder:
        if step.kind not in ("mute", "remove", "ban") or step.points <= 0 or step.minutes < 1:
            raise Invalid(
                _("A step of the ladder has points above zero and silences, removes or bans."), field="ladder"
            )
    rules.ladder.sort(key=lambda step: step.points)
    for change in rules.lists.values():
        change.added, change.removed = _words(change.added), _words(change.removed)
    rules.purpose_words = _words(rules.purpose_words)
    return rules


def _check(line: Line) -> None:
    line.id = line.id[:20]
    if line.trigger not in TRIGGERS:
        raise Invalid(_("Choose what the policy looks for."), field="trigger")
    if line.effect not in EFFECTS:
        raise Invalid(_("Choose what follows."), field="effect")
    if line.who not in ("everybody", "newcomers", "members") or line.mode not in ("on", "dry", "off"):
        raise Invalid(_("Choose whom the policy is about, and whether it is on."), field="who")
    if line.trigger in CHANCES and not 0 < line.limit < 1:
        raise Invalid(_("The limit of a probability lies between 0 and 1."), field="limit")
    if line.limit < 0 or line.points < 0 or not 0 < line.half_life <= 3650:
        raise Invalid(_("Limits and points are not below zero."), field="limit")
    if not 1 <= line.minutes <= 1440 or not 1 <= line.mute <= 527_040 or not 0 <= line.days <= 3650:
        raise Invalid(_("This time is too short or too long."), field="minutes")
    if not (0 <= line.start <= 23 and 0 <= line.end <= 23):
        raise Invalid(_("Hours go from 0 to 23."), field="start")
    line.words, line.hosts = _words(line.words), _words(line.hosts)
    if line.trigger == "words" and not line.words:
        raise Invalid(_("Give at least one word."), field="words")
    if line.trigger == "unlawful" and not line.categories:
        line.categories = list(CATEGORIES)
    if line.trigger == "pattern":
        compiled(line.pattern)


def compiled(pattern: str) -> Any:
    """The pattern for matching. Raises `Invalid`. RE2 takes time linear in the text, whatever somebody writes."""
    if not pattern or len(pattern) > PATTERN_LENGTH:
        raise Invalid(_("A pattern has between 1 and 500 characters."), field="pattern")
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, 1 << 22
    try:
        return re2.compile(pattern, options)
    except re2.error:
        raise Invalid(_("This pattern cannot be understood."), field="pattern") from None


def _words(given: Iterable[str]) -> list[str]:
    cleaned = dict.fromkeys(" ".join(word.split()).lower()[:80] for word in given)
    kept = [word for word in cleaned if word]
    if len(kept) > WORDS_LIMIT:
        raise Invalid(_("Two thousand words are the most."), field="words")
    return kept
