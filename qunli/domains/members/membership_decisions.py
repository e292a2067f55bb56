"""Pure: what one membership remains when two people turn out to be one, and who of the members may invite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from qunli.core.refusals import Conflict, Invalid, Sentence
from qunli.core.words import _

STRENGTH = ("refused", "left", "applied", "waiting", "removed", "active")
"""Which of two states holds for one person. Who was removed does not come back in by being taken for an applicant."""


@dataclass(frozen=True)
class Place:
    """A membership as values."""

    state: str
    since: datetime
    joined_at: datetime | None
    silent_until: datetime | None
    user: int | None


def joined(kept: Place, merged: Place) -> Place:
    """The membership of one person who had two. Raises `Conflict` when both sign in with accounts of their own."""
    if kept.user is not None and merged.user is not None and kept.user != merged.user:
        raise Conflict(_("Both sign in with an account of their own. Remove one of them first, or keep them apart."))
    stronger = max(kept, merged, key=lambda one: STRENGTH.index(one.state))
    return Place(
        stronger.state,
        stronger.since,
        min(filter(None, (kept.joined_at, merged.joined_at)), default=None),
        max(filter(None, (kept.silent_until, merged.silent_until)), default=None),
        kept.user if kept.user is not None else merged.user,
    )


@dataclass(frozen=True)
class Inviting:
    """Who may invite: members after so many days, or at once by a post; so many links in thirty days."""

    members: bool
    after_days: int
    quota: int
    uses: int
    days: int


def why_not_invite(
    rules: Inviting, *, joined_at: datetime | None, holds_post: bool, lately: int, now: datetime
) -> Sentence | None:
    """Why a member may not make a link now; null when they may. `lately`: links made in the last thirty days."""
    if not rules.members and not holds_post:
        return _("In this community, members do not invite.")
    days = (now - joined_at).days if joined_at else 0
    if not holds_post and days < rules.after_days:
        return _("You can invite after {wanted} days here; today is day {days}.").format(
            wanted=rules.after_days, days=days
        )
    if lately >= rules.quota and not holds_post:
        return _("You made {quota} links in the last thirty days; that is all for now.").format(quota=rules.quota)
    return None


def link_form(uses: int, days: int, note: str, rules: Inviting | None) -> tuple[int, timedelta, str]:
    """How many a link lets in, how long, and what it is for. `rules` bind members, null binds nobody. Raises
    `Invalid`."""
    most_uses, most_days = (rules.uses, rules.days) if rules else (10_000, 366)
    if not 1 <= uses <= most_uses:
        raise Invalid(_("A link lets in between 1 and {most} people.").format(most=most_uses), field="uses")
    if not 1 <= days <= most_days:
        raise Invalid(_("A link lasts between 1 and {most} days.").format(most=most_days), field="days")
    note = " ".join(note.split())
    if len(note) > 120:
        raise Invalid(_("A note has 120 characters at most."), field="note")
    return uses, timedelta(days=days), note
