"""Check-ins as pages, cards, chats and the API show them: today, one's own streak, the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import decisions, policy, queries
from qunli.domains.engagement.models import Attendance, CheckIn
from qunli.domains.members import facade as members

BOARD = 20
MONTH = 30


@dataclass(frozen=True)
class CheckInView:
    """A group's. `today` is how many were here so far; `mine`: whether whoever asks was, with their streak and longest
    one."""

    id: int
    group: int
    group_name: str
    title: str
    made_at: datetime
    closed: bool
    today: int
    mine: bool
    streak: int
    longest: int


@dataclass(frozen=True)
class DayView:
    """Somebody's day."""

    person: int
    name: str
    at: datetime
    note: str
    streak: int


@dataclass(frozen=True)
class BoardLine:
    """`streak` counts while it lasts; `days` are those of the last 30."""

    person: int
    name: str
    streak: int
    longest: int
    days: int


def check_ins(actor: Actor) -> list[CheckInView]:
    """Open ones first, by group. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = list(CheckIn.objects.order_by("id"))
        found = _views(actor, rows)
    return sorted(found, key=lambda one: (one.closed, one.group_name, -one.id))


def check_in(actor: Actor, check_in: int) -> CheckInView:
    """Raises `Forbidden` and `NotFound`."""
    return _here(actor, check_in)


def _here(actor: Actor, check_in: int) -> CheckInView:
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        found = _views(actor, list(CheckIn.objects.filter(id=check_in)))
    if not found:
        raise NotFound
    return found[0]


def today(actor: Actor, check_in: int, limit: int = 500) -> list[DayView]:
    """Who was here today, the earliest first. Raises `Forbidden` and `NotFound`."""
    here = _here(actor, check_in)
    with tenancy.within(actor.here):
        rows = list(
            Attendance.objects.filter(check_in_id=here.id, day=queries.today(actor.here)).order_by("at", "id")[:limit]
        )
        names = members.names_of({row.person_id for row in rows})
    return [DayView(row.person_id, names.get(row.person_id, ""), row.at, row.note, row.streak) for row in rows]


def board(actor: Actor, check_in: int, limit: int = BOARD) -> list[BoardLine]:
    """The longest streaks that still last, then the most days of the last 30. Raises `Forbidden` and `NotFound`."""
    here = _here(actor, check_in)
    with tenancy.within(actor.here):
        day = queries.today(actor.here)
        rows = Attendance.objects.filter(check_in_id=here.id, day__gt=day - timedelta(days=MONTH))
        counted = dict(rows.values("person_id").annotate(days=Count("id")).values_list("person_id", "days"))
        lasting = _lasting(here.id, day)
        best = sorted(counted, key=lambda person: (-lasting.get(person, 0), -counted[person], person))[:limit]
        longest = _longest(here.id, best)
        names = members.names_of(best)
    return [BoardLine(one, names.get(one, ""), lasting.get(one, 0), longest.get(one, 0), counted[one]) for one in best]


def _lasting(check_in: int, day: date) -> dict[int, int]:
    rows = Attendance.objects.filter(check_in_id=check_in, day__gte=day - timedelta(days=1)).order_by("day")
    return dict(rows.values_list("person_id", "streak"))


def _longest(check_in: int, people: Sequence[int]) -> dict[int, int]:
    rows = Attendance.objects.filter(check_in_id=check_in, person_id__in=people)
    return dict(rows.values("person_id").annotate(most=Max("streak")).values_list("person_id", "most"))


def _views(actor: Actor, rows: Sequence[CheckIn]) -> list[CheckInView]:
    day = queries.today(actor.here)
    ids = [row.id for row in rows]
    counts = dict(
        Attendance.objects.filter(check_in_id__in=ids, day=day)
        .values("check_in_id")
        .annotate(n=Count("id"))
        .values_list("check_in_id", "n")
    )
    groups = chat.group_names({row.group_id for row in rows})
    me = actor.id if actor.kind == "member" else None
    return [_view(row, groups, counts.get(row.id, 0), *_own(row.id, me, day)) for row in rows]


def _own(check_in: int, me: int | None, day: date) -> tuple[bool, int, int]:
    """Whether they were here today, their streak, their longest one."""
    if me is None:
        return False, 0, 0
    rows = Attendance.objects.filter(check_in_id=check_in, person_id=me)
    last = rows.order_by("-day").values_list("day", "streak").first()
    longest = rows.aggregate(most=Max("streak"))["most"] or 0
    return last is not None and last[0] == day, decisions.streak_now(last, day), longest


def _view(row: CheckIn, groups: dict[int, str], today: int, mine: bool, streak: int, longest: int) -> CheckInView:
    return CheckInView(
        id=row.id,
        group=row.group_id,
        group_name=groups.get(row.group_id, ""),
        title=row.title,
        made_at=row.made_at,
        closed=row.closed_at is not None,
        today=today,
        mine=mine,
        streak=streak,
        longest=longest,
    )
