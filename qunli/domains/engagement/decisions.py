"""Pure: what a poll may be, how votes count, which day it is and how many in a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from qunli.core.refusals import Conflict, Invalid, Sentence, TooMany
from qunli.core.words import _

QUESTION_LIMIT = 300
CHOICE_LIMIT = 100
CHOICES = (2, 12)
HOURS = (1, 24 * 60)
"""Between an hour and 60 days."""
WEEK = 24 * 7
OPEN_POLLS = 3
"""Of one member at a time who does not run activities."""
TEXT_LIMIT = 2_000
NOTE_LIMIT = 200
TITLE_LIMIT = 80
A_DAY = 10
"""Questions, and notes for the feedback box, of one member in 24 hours."""


def words(given: str, most: int, *, field: str, missing: Sentence) -> str:
    """What somebody wrote, without space around it. Raises `Invalid`."""
    text = given.strip()
    if not text:
        raise Invalid(missing, field=field)
    if len(text) > most or "\x00" in text:
        raise Invalid(_("This is too long."), field=field)
    return text


def one_line(given: str, most: int, *, field: str, missing: Sentence) -> str:
    """The same on one line."""
    return words(" ".join(given.split()), most, field=field, missing=missing)


def choices(given: Sequence[str]) -> list[str]:
    """What can be chosen: 2 to 12 different lines. Raises `Invalid`."""
    lines = [" ".join(one.split()) for one in given]
    found = list(dict.fromkeys(one for one in lines if one))
    if not CHOICES[0] <= len(found) <= CHOICES[1]:
        raise Invalid(_("Give between 2 and 12 different choices."), field="choices")
    if any(len(one) > CHOICE_LIMIT or "\x00" in one for one in found):
        raise Invalid(_("A choice has 100 characters at most."), field="choices")
    return found


def closing(hours: int, now: datetime) -> datetime:
    """When a poll ends by itself. Raises `Invalid`."""
    if not HOURS[0] <= hours <= HOURS[1]:
        raise Invalid(_("A poll is open between an hour and 60 days."), field="hours")
    return now + timedelta(hours=hours)


def written_poll(text: str) -> tuple[str, list[str]]:
    """A poll as a command has it: question and choices, between bars or each on its own line."""
    split = text.replace("｜", "|").split("|") if "|" in text or "｜" in text else text.splitlines()
    parts = [one.strip() for one in split if one.strip()]
    return (parts[0], parts[1:]) if parts else ("", [])


def vote(wanted: Collection[int], several: bool, count: int) -> list[int]:
    """What is chosen, by its place from 0 on; nothing takes the vote back. Raises `Invalid`."""
    found = sorted(set(wanted))
    if any(not 0 <= one < count for one in found):
        raise Invalid(_("There is no such choice."), field="choices")
    if len(found) > 1 and not several:
        raise Invalid(_("Only one of these can be chosen."), field="choices")
    return found


def tapped(before: Collection[int], choice: int, several: bool) -> list[int]:
    """What is chosen after a tap on one of the choices: a tap on what was chosen takes it back."""
    if choice in before:
        return [one for one in before if one != choice]
    return [*before, choice] if several else [choice]


def counted(counts: Sequence[int], before: Collection[int], after: Collection[int]) -> list[int]:
    """How often each was chosen, when one vote changes."""
    return [count - (place in before) + (place in after) for place, count in enumerate(counts)]


def may_open_another(open_now: int, runs_activities: bool) -> None:
    """Raises `TooMany`."""
    if open_now >= OPEN_POLLS and not runs_activities:
        raise TooMany(_("You have three open polls already; close one first."))


def not_too_often(in_a_day: int) -> None:
    """Raises `TooMany`."""
    if in_a_day >= A_DAY:
        raise TooMany(_("That was a lot for one day; come back tomorrow."))


def still_open(closes_at: datetime, closed_at: datetime | None, now: datetime) -> None:
    """Raises `Conflict` when a poll is over."""
    if closed_at is not None or closes_at <= now:
        raise Conflict(_("This poll is closed."))


def day_in(zone: str, now: datetime) -> date:
    """The day that it is where the community is."""
    return now.astimezone(ZoneInfo(zone)).date()


def next_streak(last: tuple[date, int] | None, today: date) -> int:
    """Days in a row with today; `last` is the day before on which they were there, with its streak."""
    if last is not None and last[0] == today - timedelta(days=1):
        return last[1] + 1
    return 1


def streak_now(last: tuple[date, int] | None, today: date) -> int:
    """Days in a row that still count: until the end of today nobody has missed it."""
    return last[1] if last is not None and today - last[0] <= timedelta(days=1) else 0
