"""Pure: names of commands, what a message becomes on its way, when to try again, how fast to send."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence

from qunli.core.commands import Command
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat.ports import Pace, Platform

NAME_LIMIT = 80
TEXT_LIMIT = 20_000
CARRIED_LIMIT = 3_500
"""Platforms take 4,096 (Telegram) or 2,000 characters (Discord); a connector cuts what is longer than its own."""
_COMMAND = re.compile(r"\s*[/／!！]([^\s@/]{1,24})(?:@(\S+))?(?:\s+(.*))?\s*\Z", re.DOTALL)


def command_in(text: str, commands: Iterable[Command], account: str = "") -> tuple[Command, str] | None:
    """The command that a message is, and what stands after its name: `/rules`, `/规则`, `/help@our_bot`, or only
    `签到`. One that is addressed to another account is none. `account` is ours there, as `@` names it."""
    found = _COMMAND.match(text)
    if found is None:
        bare = text.strip()
        return next(((one, "") for one in commands if bare and bare in one.bare), None)
    name, addressed, rest = found[1].casefold(), found[2], (found[3] or "").strip()
    if addressed and account and addressed.casefold() != account.casefold():
        return None
    return next(((one, rest) for one in commands if name in one.names), None)


def as_carried(name: str, text: str, media: Sequence[str], has_files: bool) -> str:
    """A message as it is said for somebody in another chat: "Ann: hello"."""
    parts = [f"[{kind}]" for kind in dict.fromkeys((*media, *(("file",) if has_files else ())))]
    if text.strip():
        parts.append(text.strip())
    said = f"{' '.join(name.split()) or '?'}: {' '.join(parts)}"
    return said if len(said) <= CARRIED_LIMIT else said[: CARRIED_LIMIT - 1].rstrip() + "…"


def pause(tries: int) -> float:
    """Seconds before connecting again after so many failures: 1, 2, 4, ... five minutes at most."""
    return float(min(300, 1 << min(max(tries - 1, 0), 9)))


def connection_name(given: str, platform: Platform) -> str:
    """One line of 80 characters at most; the platform's when nothing is given. Raises `Invalid`."""
    name = " ".join(given.split()) or platform.name
    if len(name) > NAME_LIMIT:
        raise Invalid(_("A name has 80 characters at most."), field="name")
    return name


def filled_in(platform: Platform, given: dict[str, str], kept: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What was filled in, open and secret, with defaults; a secret left empty stays as it was `kept`. Raises `Invalid`
    naming the field."""
    plain: dict[str, str] = {}
    secret: dict[str, str] = {}
    for field in platform.settings:
        value = given.get(field.name, "").strip() or (kept.get(field.name, "") if field.secret else field.default)
        if field.required and not value:
            raise Invalid(_("This is needed."), field=field.name)
        if field.choices and value and value not in {choice for choice, _label in field.choices}:
            raise Invalid(_("Choose one of these."), field=field.name)
        if len(value) > 4000:
            raise Invalid(_("This is too long."), field=field.name)
        (secret if field.secret else plain)[field.name] = value
    return plain, secret


class Pacer:
    """Keeps to a platform's published limits: how long to wait before something may be sent."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._all: deque[float] = deque()
        self._one: dict[str, deque[float]] = {}

    def wait(self, chat: str, now: float) -> float:
        """Seconds until the next one may go to this chat; 0 for now."""
        one = self._one.setdefault(chat, deque())
        return max(_until_free(self._all, *self._pace.in_all, now), _until_free(one, *self._pace.in_one, now))

    def sent(self, chat: str, now: float) -> None:
        """One has gone."""
        self._all.append(now)
        self._one.setdefault(chat, deque()).append(now)


def _until_free(sent: deque[float], most: int, seconds: float, now: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return 0.0 if len(sent) < most else sent[len(sent) - most] + seconds - now
