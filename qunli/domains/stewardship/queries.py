"""Reads for operations, and of what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.communities.facade import powers
from qunli.domains.stewardship import decisions
from qunli.domains.stewardship.models import Ballot, Call, FilledBy, Motion, Post, SaidIn, Term

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Due:
    """Ids of what time alone decides now."""

    calls: list[int]
    elections: list[int]
    motions: list[int]
    terms: list[int]


def due() -> Due:
    """In the community entered."""
    now = timezone.now()
    calls = Call.objects.filter(state=Call.State.OPEN, filled_by=FilledBy.ELECTION, apply_until__lte=now)
    elections = Call.objects.filter(state=Call.State.VOTING, ballot__closes_at__lte=now)
    lapsed = Motion.objects.filter(state=Motion.State.OPEN, until__lte=now)
    voted = Motion.objects.filter(state=Motion.State.VOTING, ballot__closes_at__lte=now)
    soon = now + decisions.REMIND
    terms = Term.objects.filter(ended_at=None, until__lte=soon)
    terms = terms.filter(models.Q(until__lte=now) | models.Q(reminded_at=None, deputy=False))
    found = (rows.order_by("id").values_list("id", flat=True) for rows in (calls, elections, lapsed, voted, terms))
    first, second, third, fourth, fifth = (list(ids) for ids in found)
    return Due(first, second, [*third, *fourth], fifth)


def said_in() -> list[int]:
    """The groups of the community entered in which calls and votes are said."""
    chosen: list[int] | None = SaidIn.objects.values_list("groups", flat=True).first()
    return chat.main_groups() if chosen is None else chosen


def mandate(community: int) -> Actor:
    """Who acts when the members decided."""
    return Actor(kind="mandate", community=community, powers=frozenset({powers.GOVERN}), name="")


def post_to_change(post: int) -> Post:
    """One that is not closed, locked. Raises `NotFound`."""
    return _one(Post.objects.select_for_update().filter(id=post, closed_at=None))


def call_to_change(call: int) -> Call:
    """Locked, with its post and ballot. Raises `NotFound`."""
    return _one(Call.objects.select_for_update(of=("self",)).select_related("post", "ballot").filter(id=call))


def ballot_to_change(ballot: int) -> Ballot:
    """Locked: one vote after the other. Raises `NotFound`."""
    return _one(Ballot.objects.select_for_update().filter(id=ballot))


def motion_to_change(motion: int) -> Motion:
    """Locked, with its ballot. Raises `NotFound`."""
    return _one(Motion.objects.select_for_update(of=("self",)).select_related("ballot").filter(id=motion))


def _one(rows: models.QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
