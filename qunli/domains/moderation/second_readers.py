"""What waits for a member whose post moderates, and the appeals they may read as second reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.moderation import policy, queries
from qunli.domains.moderation.models import Appeal
from qunli.domains.moderation.queries import MARKED, AppealView, Wanted


@dataclass(frozen=True)
class Waiting:
    """How many cases and appeals wait for one moderator, `MARKED` of each at most."""

    cases: int
    appeals: int


def moderates(actor: Actor) -> bool:
    """Whether somebody may decide here."""
    return bool(policy.may_moderate(actor))


def waiting_for(actor: Actor) -> Waiting | None:
    """Null for whoever does not moderate here."""
    if not moderates(actor):
        return None
    cases = queries.count_cases(actor, Wanted(state="waiting"), MARKED)
    return Waiting(cases, _readable(actor)[:MARKED].count())


def appeals_to_read(actor: Actor, skip: int, limit: int) -> list[AppealView]:
    """Open ones, without those about the reader and those against their own decisions; due first comes first. Raises
    `Forbidden`."""
    policy.may_moderate(actor).or_refuse()
    return queries.appeal_views(_readable(actor).order_by("due_at", "id")[skip : skip + limit])


def appeal_to_read(actor: Actor, appeal: int) -> AppealView:
    """One of them. Raises `Forbidden` and `NotFound`."""
    policy.may_moderate(actor).or_refuse()
    found = queries.appeal_views(_readable(actor).filter(id=appeal))
    if not found:
        raise NotFound
    return found[0]


def _readable(actor: Actor) -> QuerySet[Appeal]:
    rows = queries.others(actor, Appeal.objects.filter(state=Appeal.State.OPEN))
    return rows.exclude(queries.decided_here_by(actor, "case__"))
