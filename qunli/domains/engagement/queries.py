"""Rows for operations, locked; fetching is permission: absent and hidden refuse alike."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.utils import timezone

from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import decisions
from qunli.domains.engagement.models import Attendance, CheckIn, Feedback, Poll, Question

M = TypeVar("M", bound=models.Model)


def poll_to_change(poll: int) -> Poll:
    """Locked: one vote after the other. Raises `NotFound`."""
    return _one(Poll.objects.select_for_update().filter(id=poll))


def check_in_to_change(check_in: int) -> CheckIn:
    """One that is open, locked. Raises `NotFound`."""
    return _one(CheckIn.objects.select_for_update().filter(id=check_in, closed_at=None))


def question_to_change(question: int) -> Question:
    """Locked. Raises `NotFound`."""
    return _one(Question.objects.select_for_update().filter(id=question))


def feedback_to_change(feedback: int) -> Feedback:
    """Locked. Raises `NotFound`."""
    return _one(Feedback.objects.select_for_update().filter(id=feedback))


def check_in_of(group: int) -> int | None:
    """The open one of a group."""
    return CheckIn.objects.filter(group_id=group, closed_at=None).values_list("id", flat=True).first()


def only_check_in() -> int | None:
    """The open one of the community entered, if there is one only."""
    found = list(CheckIn.objects.filter(closed_at=None).values_list("id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def polls_due() -> list[int]:
    """Those whose time is over, in the community entered."""
    rows = Poll.objects.filter(closed_at=None, closes_at__lte=timezone.now())
    return list(rows.order_by("id").values_list("id", flat=True))


def today(community: int) -> date:
    """The day that it is where the community is."""
    return decisions.day_in(communities.community(community).time_zone, timezone.now())


def last_before(check_in: int, person: int, day: date) -> tuple[date, int] | None:
    """The last day before `day` on which somebody checked in, with its streak."""
    rows = Attendance.objects.filter(check_in_id=check_in, person_id=person, day__lt=day)
    return rows.order_by("-day").values_list("day", "streak").first()


def _one(rows: models.QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
