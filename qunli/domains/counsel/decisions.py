"""Pure: which proposals stand, which rest, and what counts as having worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from qunli.core.refusals import Invalid
from qunli.core.words import _

DAY = 86_400
RESTS_DONE = timedelta(days=14)
RESTS_DISMISSED = timedelta(days=60)
SNOOZES = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
MEASURED_AFTER = 30 * DAY
"""Seconds of history after a deed before its outcome is measured."""
HOPED = ("welcome", "keep", "task", "revive")
"""Kinds that are about people who should write again."""


def key_of(kind: str, people: Sequence[int], subjects: Sequence[int]) -> str:
    """Tells the same proposal when it comes up again: the kind, and whom or what it is about."""
    about = ",".join(str(one) for one in (sorted(people)[:12] or sorted(subjects)[:12]))
    return f"{kind}:{about}"[:200]


def rests(state: str, decided_at: datetime | None, snoozed_until: datetime | None, now: datetime) -> bool:
    """Whether a decided proposal stays out of sight although it came up again."""
    if state == "snoozed":
        return snoozed_until is not None and snoozed_until > now
    if state in ("done", "dismissed") and decided_at is not None:
        return now - decided_at < (RESTS_DONE if state == "done" else RESTS_DISMISSED)
    return False


def snoozed_until(choice: str, now: datetime) -> datetime:
    """When a proposal put off comes back. Raises `Invalid` for an unknown choice."""
    if choice not in SNOOZES:
        raise Invalid(_("Choose for how long to put it off."), field="for")
    return now + SNOOZES[choice]


def reason_given(reason: str) -> str:
    """The reason as it is kept. Raises `Invalid` when there is none: turned-down proposals teach by their reasons."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(_("Say in a few words why, so that better proposals can be made."), field="reason")
    return reason[:500]


def came_back(people: Sequence[int], last_ts: Mapping[int, int | None], since: int) -> int:
    """How many of `people` wrote after `since` (s, UTC)."""
    return sum((last_ts.get(one) or 0) > since for one in people)
