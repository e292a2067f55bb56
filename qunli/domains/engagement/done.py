"""Who did what, for rooms that ask: a deed has a name, "poll:5" or "check-in:2"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import decisions, policy
from qunli.domains.engagement.models import Attendance, CheckIn, Poll, Vote


class Deeds:
    """Polls and check-ins."""

    def offered(self, actor: Actor, group: int) -> list[tuple[str, str]]:
        """What members of a group can do now: names, and words. Raises `Forbidden`."""
        policy.may_see(actor).or_refuse()
        with tenancy.within(actor.here):
            checks = CheckIn.objects.filter(group_id=group, closed_at=None).order_by("id")
            polls = Poll.objects.filter(group_id=group, closed_at=None, closes_at__gt=timezone.now()).order_by("-id")
            return [
                *((f"check-in:{number}", f"📅 {title}") for number, title in checks.values_list("id", "title")),
                *((f"poll:{number}", f"📊 {asked}") for number, asked in polls.values_list("id", "question")),
            ]

    def called(self, name: str) -> str:
        """The question or title, in the community entered; "" when it is gone."""
        kind, number = _parts(name)
        if kind == "poll":
            return Poll.objects.filter(id=number).values_list("question", flat=True).first() or ""
        return CheckIn.objects.filter(id=number).values_list("title", flat=True).first() or ""

    def done(self, name: str, people: Collection[int], since: datetime) -> set[int]:
        """Who voted in the poll, secret or not, or checked in on the day of `since` or later."""
        kind, number = _parts(name)
        community = tenancy.current_community()
        if community is None:
            return set()
        if kind == "poll":
            votes = Vote.objects.filter(poll_id=number, person_id__in=list(people))
            return set(votes.values_list("person_id", flat=True))
        day = decisions.day_in(communities.community(community).time_zone, since)
        days = Attendance.objects.filter(check_in_id=number, person_id__in=list(people), day__gte=day)
        return set(days.values_list("person_id", flat=True))


def _parts(name: str) -> tuple[str, int]:
    kind, _colon, number = name.partition(":")
    return kind, int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
