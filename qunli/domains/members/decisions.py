"""Pure: how people are named and found, and which two of them are one.

Evidence that two people are one, surest first. A pair is *sure*, and merged without asking, only when the evidence
points to exactly one person on each side and is of a kind that strangers do not share by chance; all else is put to a
person.

- `same_address`: the same e-mail address or telephone number on both sides. Sure.
- `known_by_name`: on one platform, an identity of which only the name is known (an invitation, a mention, an old
  export), and exactly one account of that name. Sure.
- `same_handle`: the same user name on two platforms. Sure when the displayed names agree too.
- `same_full_name`: the same name of two words or more on two platforms, borne once on each, both of whom take part.
  Sure when it has ten letters or more.
- `same_name`: the same shorter name (two Chinese characters, one word of five letters). Never sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from qunli.core.refusals import Invalid
from qunli.core.words import _

SURE = 0.9
"""Confidence from which two people are merged without asking."""
# fmt: off
GENERIC = frozenset({
    "admin", "administrator", "anonymous", "bot", "deleted", "deletedaccount", "guest", "hello", "info", "moderator",
    "owner", "root", "support", "system", "test", "unknown", "user", "管理员", "群主", "匿名", "匿名用户",
    "用户", "微信用户", "qq用户", "已注销",
})
# fmt: on
"""Names that platforms and many people give."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NOT_WORD = re.compile(r"[\W_]+")
OTHER_ACCOUNT = _("This member signs in with another account already.")
NAME_LIMIT = 60
PARTS = ("manager", "resource", "heavy")
_CROWD = 4
"""A name borne by more people than this says nothing."""


@dataclass(frozen=True)
class Known:
    """One identity as evidence. `active`: is known to have said or done something."""

    person: int
    platform: str
    external_id: str
    name: str
    handle: str
    is_bot: bool
    active: bool


@dataclass(frozen=True)
class Pair:
    """Two people who may be one; one < other. `value` is what they share."""

    one: int
    other: int
    reason: str
    value: str
    confidence: float

    @property
    def sure(self) -> bool:
        """Whether they are merged without asking."""
        return self.confidence >= SURE


def search_text(parts: Iterable[str]) -> str:
    """Names, handles and ids in the form in which they are looked for: case-folded, each once."""
    return "\n".join(dict.fromkeys(part.casefold() for part in parts if part))


def described(name: str, note: str) -> tuple[str, str]:
    """A person's name and note as they will stand. Raises `Invalid` naming the field."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise Invalid(_("A person needs a name of 1 to 200 characters."), field="name")
    if len(note) > 5000:
        raise Invalid(_("Keep the note to 5,000 characters."), field="note")
    return name, note.strip()


def plain_name(name: str) -> str:
    """A name without case, width, accents of writing, emoji and punctuation: "ANNA  Müller 🌸" is "anna müller"."""
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).split())


def pairs(identities: Iterable[Known]) -> list[Pair]:
    """Everybody who may be somebody else, each pair once with its surest evidence, surest first."""
    people = [one for one in identities if not one.is_bot]
    found: dict[tuple[int, int], Pair] = {}
    for evidence in (_addresses, _known_by_name, _handles, _names):
        for pair in evidence(people):
            key = (pair.one, pair.other)
            if key not in found or found[key].confidence < pair.confidence:
                found[key] = pair
    return sorted(found.values(), key=lambda pair: (-pair.confidence, pair.one, pair.other))


def _addresses(people: list[Known]) -> Iterator[Pair]:
    for value, bearers in _by(people, address):
        for one, other in _couples(bearers):
            if one.platform != other.platform:
                yield _pair(one, other, "same_address", value, 0.98 if _one_each(bearers) else 0.6)


def _known_by_name(people: list[Known]) -> Iterator[Pair]:
    for _value, bearers in _by(people, lambda one: f"{one.platform}\x00{plain_name(one.name)}" if one.name else ""):
        nameless = {one.person: one for one in bearers if one.external_id == one.name}
        accounts = {one.person: one for one in bearers if one.external_id != one.name}
        if len(nameless) == 1 and len(accounts) == 1:
            (one,), (other,) = nameless.values(), accounts.values()
            if one.person != other.person:
                yield _pair(one, other, "known_by_name", one.name, 0.92)


def _handles(people: list[Known]) -> Iterator[Pair]:
    for value, bearers in _by(people, handle):
        for one, other in _couples(bearers):
            if one.platform == other.platform:
                continue
            agree = plain_name(one.name) == plain_name(other.name) or handle_of(one.name) == value == handle_of(
                other.name
            )
            yield _pair(one, other, "same_handle", value, (0.95 if agree else 0.8) if _one_each(bearers) else 0.5)


def _names(people: list[Known]) -> Iterator[Pair]:
    for value, bearers in _by(people, lambda one: telling_name(one.name)):
        for one, other in _couples(bearers):
            if one.platform == other.platform:
                continue
            full = " " in value and min(map(len, value.split())) >= 2
            strong = full and len(value) > 10 and one.active and other.active and _one_each(bearers)
            confidence = 0.9 if strong else 0.7 if full else 0.55
            yield _pair(one, other, "same_full_name" if full else "same_name", value, confidence)


def address(one: Known) -> str:
    """The e-mail address or telephone number by which a platform knows somebody, or ""."""
    for text in (one.external_id, one.handle, one.name):
        if _MAIL.fullmatch(text.strip()):
            return text.strip().casefold()
        digits = re.sub(r"[\s\u202a-\u202e().-]", "", text)
        if re.fullmatch(r"\+\d{9,15}", digits):
            return digits
    return ""


def handle(one: Known) -> str:
    """A user name that is somebody's own choice, or ""."""
    return handle_of(one.handle)


def handle_of(text: str) -> str:
    """Text as a user name, or "" when it is none: shorter than five, digits only, or one that many use."""
    value = text.strip().lstrip("@").casefold()
    value = value.split(":")[0] if text.startswith("@") else value.removesuffix("#0")
    if len(value) < 5 or " " in value or value.isdigit() or value in GENERIC:
        return ""
    return value


def telling_name(name: str) -> str:
    """A name that can tell somebody apart, or "": two words, two Chinese characters, or one word of five letters."""
    value = plain_name(name)
    if not value or value.replace(" ", "") in GENERIC or value.replace(" ", "").isdigit():
        return ""
    wide = sum(1 for character in value if character > "\u2e80")
    enough = wide >= 2 or " " in value or len(value) >= 5
    return value if enough and len(value) >= 2 else ""


def _by(people: list[Known], key: Callable[[Known], str]) -> Iterator[tuple[str, list[Known]]]:
    """Who shares a key, where that is more than one person and not a crowd; each person once a platform."""
    groups: dict[str, dict[tuple[int, str], Known]] = defaultdict(dict)
    for one in people:
        if value := key(one):
            groups[value].setdefault((one.person, one.platform), one)
    for value, bearers in groups.items():
        if 1 < len({person for person, _platform in bearers}) <= _CROWD:
            yield value, list(bearers.values())


def _couples(bearers: list[Known]) -> Iterator[tuple[Known, Known]]:
    for index, one in enumerate(bearers):
        for other in bearers[index + 1 :]:
            if one.person != other.person:
                yield one, other


def _one_each(bearers: list[Known]) -> bool:
    """Whether no platform has two people who share this."""
    return len({one.platform for one in bearers}) == len(bearers)


def _pair(one: Known, other: Known, reason: str, value: str, confidence: float) -> Pair:
    low, high = sorted((one.person, other.person))
    return Pair(low, high, reason, value, confidence)


def member_name(given: str) -> str:
    """A name somebody gave themselves, as it is kept: one line, normal form C. Raises `Invalid`."""
    kept = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", given))
    name = " ".join(kept.split())
    if not name:
        raise Invalid(_("Write the name by which the others may know you."), field="name")
    if len(name) > NAME_LIMIT:
        raise Invalid(_("A name has 60 characters at most."), field="name")
    return name


def duty_described(title: str, what: str, part: str, whole_group: bool) -> dict[str, Any]:
    """A duty as it will stand. Raises `Invalid` naming the field."""
    title, what = " ".join(title.split()), " ".join(what.split())
    if not 1 <= len(title) <= 80:
        raise Invalid(_("Name the duty in 1 to 80 characters."), field="title")
    if len(what) > 300:
        raise Invalid(_("Describe the duty in at most 300 characters."), field="what")
    if part not in PARTS:
        raise Invalid(_("Choose one of the parts offered."), field="part")
    return {"title": title, "what": what, "part": part, "whole_group": whole_group}


def caption_of(given: str) -> str:
    """A picture's caption as it is kept. Raises `Invalid`."""
    caption = " ".join(given.split())
    if len(caption) > 200:
        raise Invalid(_("A caption has 200 characters at most."), field="caption")
    return caption
