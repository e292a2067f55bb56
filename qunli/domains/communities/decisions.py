"""Pure: what a community may be called and how it is addressed."""

from __future__ import annotations

import hashlib
import re
import zoneinfo
from collections.abc import Sequence, Set
from datetime import datetime, timedelta

from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _

KINDS = ("fan", "agent", "owner")
ORIGINS = ("person", "company", "room")
AIMS = ("leisure", "commerce", "work")
LANGUAGES = ("en", "zh-hans")
GRACE = timedelta(days=7)
"""How long a deleted community can be restored."""
ROOM_DIGITS = {4: 5, 5: 15, 6: 60}
"""Digits of a code, and the minutes for which it may hold."""
GUESSES_OF_ONE, GUESSES_OF_ALL = 10, 200
"""Wrong codes in ten minutes: 200 tries hit one of 10,000 codes once in 50 times, and are seen in the log."""
ROLES = ("owner", "manager", "analyst")


def described(
    *, name: str, purpose: str, kind: str, language: str, time_zone: str, origin: str = "person", aim: str = "leisure"
) -> dict[str, str]:
    """The facts as they will stand. Raises `Invalid` naming the field."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise Invalid(_("A community needs a name of 1 to 120 characters."), field="name")
    if len(purpose) > 500:
        raise Invalid(_("Say the purpose in at most 500 characters."), field="purpose")
    if kind not in KINDS:
        raise Invalid(_("Choose one of the kinds offered."), field="kind")
    if language not in LANGUAGES:
        raise Invalid(_("Choose one of the languages offered."), field="language")
    if origin not in ORIGINS:
        raise Invalid(_("Choose one of the origins offered."), field="origin")
    if aim not in AIMS:
        raise Invalid(_("Choose what it is for: leisure, commerce or work."), field="aim")
    if time_zone not in zoneinfo.available_timezones():
        raise Invalid(_("Choose a time zone such as Europe/Berlin or Asia/Shanghai."), field="time_zone")
    return {
        "name": name,
        "purpose": purpose.strip(),
        "kind": kind,
        "language": language,
        "time_zone": time_zone,
        "origin": origin,
        "aim": aim,
    }


def confirmed(name: str, typed: str) -> None:
    """Raises `Invalid` unless the name of the community to delete was typed."""
    if " ".join(typed.split()) != name:
        raise Invalid(_("That is not the name of this community, so nothing was deleted."), field="name")


def erased_from(now: datetime, at_once: bool) -> datetime:
    """When a community deleted now begins to go for good."""
    return now if at_once else now + GRACE


def may_be_restored(erasing: bool) -> None:
    """Raises `Conflict` once rows have begun to go."""
    if erasing:
        raise Conflict(_("This community is being erased already; it cannot be restored any more."))


def free_slug(wish: str, taken: Set[str]) -> str:
    """The address of a community: the wish, or `community` when the name has no Latin letters, with a number when that
    is taken."""
    base = wish[:50] or "community"
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def digest_of(token: str) -> str:
    """What is kept of a link's token: SHA-256 in hexadecimal. The token has 192 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def invited(email: str, role: str, colleagues: Set[str]) -> str:
    """The address as it is kept. Raises `Invalid` and `Conflict`."""
    email = email.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or len(email) > 254:
        raise Invalid(_("Give an e-mail address such as ann@example.org."), field="email")
    if role not in ROLES:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    if email in colleagues:
        raise Conflict(_("This person already helps to run your communities."))
    return email


def may_become(role: str, new: str | None, *, owners: int) -> None:
    """Raises `Invalid` for an unknown role and `Conflict` when the last owner would go; `new` is null for leaving."""
    if new is not None and new not in ROLES:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    if role == "owner" and new != "owner" and owners <= 1:
        raise Conflict(_("Somebody has to remain owner. Make a colleague owner first."))


def token_wanted(name: str, scopes: Sequence[str], known: Set[str]) -> tuple[str, list[str]]:
    """The name and scopes as they are kept. Raises `Invalid` naming the field."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise Invalid(_("Name the program that will use the token, in 1 to 80 characters."), field="name")
    if not scopes or not set(scopes) <= known:
        raise Invalid(_("Choose what the token may do."), field="scopes")
    return name, sorted(set(scopes))


def why_given(why: str, usual: str) -> str:
    """The reason of a new version. Raises `Invalid`."""
    why = " ".join(why.split()) or usual
    if len(why) > 300:
        raise Invalid(_("Say why in at most 300 characters."), field="why")
    return why


def room_wanted(digits: int, minutes: int) -> None:
    """Raises `Invalid`. A shorter code is guessed sooner, so it holds for a shorter time."""
    if digits not in ROOM_DIGITS:
        raise Invalid(_("A code has four, five or six digits."), field="digits")
    if not 1 <= minutes <= ROOM_DIGITS[digits]:
        said = _("A code of %(digits)s digits holds for %(minutes)s minutes at most.")
        raise Invalid(str(said) % {"digits": digits, "minutes": ROOM_DIGITS[digits]}, field="minutes")


def may_guess(own: int, everybody: int) -> bool:
    """Whether one more code may be tried: wrong ones of the last ten minutes from one address, and from all."""
    return own < GUESSES_OF_ONE and everybody < GUESSES_OF_ALL


def dressed(slogan: str, gifts: str) -> tuple[str, str]:
    """Slogan and gifts as they are kept. Raises `Invalid`."""
    slogan, gifts = " ".join(slogan.split()), gifts.strip()
    if len(slogan) > 120:
        raise Invalid(_("A slogan has 120 characters at most."), field="slogan")
    if len(gifts) > 2000:
        raise Invalid(_("Say it in at most 2,000 characters."), field="gifts")
    return slogan, gifts
