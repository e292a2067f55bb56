"""Reads of cases, sanctions, appeals and rehearsals; by page and by index."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.moderation import policy
from qunli.domains.moderation.models import Appeal, Case, Lesson, PolicyVersion, Rehearsal, Report, Sanction

R = TypeVar("R", Case, Appeal)
COUNTED = 1_000
"""Cases that are counted for a page's title; above, it says "more than"."""
MARKED = 100
"""What is counted for a mark beside a word; above, it says "99+"."""


@dataclass(frozen=True)
class SanctionView:
    """What followed from a case."""

    id: int
    kind: str
    group: int | None
    until: datetime | None
    because: dict[str, Any]
    state: str
    made_at: datetime


@dataclass(frozen=True)
class ReportView:
    """One member's report, for those who decide."""

    reporter: int
    name: str
    reason: str
    weight: float
    made_at: datetime


@dataclass(frozen=True)
class AppealView:
    """An appeal and its answer."""

    id: int
    case: int
    person: int
    name: str
    words: str
    state: str
    made_at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by_name: str


@dataclass(frozen=True)
class CaseView:
    """A case as pages and the API show it."""

    id: int
    group: int
    group_name: str
    person: int
    name: str
    trigger: str
    line: str
    version: int
    measure: float
    limit: float
    shown: list[str]
    because: list[str]
    also: list[list[Any]]
    effect: str
    dry: bool
    text: str
    seq: int | None
    state: str
    made_at: datetime
    decided_at: datetime | None
    decided_by_name: str
    reason: str
    overturned: bool
    reports: int
    unseen: bool
    sanctions: list[SanctionView] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """Which cases: `state` "waiting", "done", "upheld", "released", "settled" (all but those that wait), "dry" or
    "all"."""

    state: str = "waiting"
    trigger: str = ""
    person: int | None = None
    before: int | None = None
    limit: int = 50


def cases(actor: Actor, wanted: Wanted) -> list[CaseView]:
    """Newest first, those with a number below `before`. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = _wanted(actor, wanted)
    rows = rows.filter(id__lt=wanted.before) if wanted.before is not None else rows
    return views(rows.order_by("-id")[: wanted.limit])


def count_cases(actor: Actor, wanted: Wanted, most: int = COUNTED) -> int:
    """How many, `most` at most, so that counting never scans. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    return _wanted(actor, wanted).order_by()[:most].count()


def case(actor: Actor, case_id: int) -> CaseView:
    """One. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    found = views(others(actor, Case.objects.filter(id=case_id)))
    if not found:
        raise NotFound
    return found[0]


def reports_of(actor: Actor, case_id: int) -> list[ReportView]:
    """Who reported it. Raises `Forbidden`."""
    policy.may_moderate(actor).or_refuse()
    rows = list(Report.objects.filter(case_id=case_id).order_by("id"))
    names = members.names_of({row.reporter_id for row in rows}) if rows else {}
    return [
        ReportView(row.reporter_id, names.get(row.reporter_id, ""), row.reason, row.weight, row.made_at) for row in rows
    ]


def own_cases(actor: Actor, before: int | None = None, limit: int = 50) -> list[CaseView]:
    """Cases about the member who asks, newest first; without those on trial."""
    policy.may_appeal(actor, actor.id or 0).or_refuse()
    rows = Case.objects.filter(person_id=actor.id or 0, dry=False).exclude(trigger="report", state=Case.State.WAITING)
    rows = rows.filter(id__lt=before) if before is not None else rows
    return views(rows.order_by("-id")[:limit])


def count_unseen(actor: Actor) -> int:
    """Cases of the member who asks in which something was decided since they looked; `MARKED` at most."""
    return Case.objects.filter(person_id=actor.id or 0, unseen=True)[:MARKED].count() if actor.kind == "member" else 0


def own_case(actor: Actor, case_id: int) -> CaseView:
    """One about the member who asks. Raises `NotFound`."""
    found = views(
        Case.objects.filter(id=case_id, person_id=(actor.id or 0) if actor.kind == "member" else 0, dry=False)
    )
    if not found:
        raise NotFound
    return found[0]


def appeals_of(cases_: Iterable[int]) -> dict[int, AppealView]:
    """By case."""
    return {view.case: view for view in appeal_views(Appeal.objects.filter(case_id__in=list(cases_)))}


def appeals(actor: Actor, state: str = "open", limit: int = 50) -> list[AppealView]:
    """Those that are due first come first; answered ones newest first. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = Appeal.objects.filter(state="open") if state == "open" else Appeal.objects.exclude(state="open")
    rows = others(actor, rows)
    return appeal_views(rows.order_by("due_at" if state == "open" else "-due_at", "id")[:limit])


def decided_by(actor: Actor, cases_: Iterable[int]) -> set[int]:
    """Those of these cases that the actor decided, so that somebody else has to read their appeals."""
    rows = Case.objects.filter(decided_here_by(actor), id__in=list(cases_))
    return set(rows.values_list("id", flat=True))


def decided_here_by(actor: Actor, case: str = "") -> Q:
    """Cases that the actor decided, as a colleague or as a member; `case` is the way to them, as in "case__"."""
    mine = [{f"{case}decided_by_kind": kind, f"{case}decided_by": number} for kind, number in members.selves(actor)]
    return reduce(or_, (Q(**one) for one in mine))


def log(actor: Actor, before: int | None = None, limit: int = 50) -> list[tuple[SanctionView, CaseView]]:
    """What was done to members, newest first. Raises `Forbidden`."""
    policy.may_read_log(actor).or_refuse()
    rows = Sanction.objects.exclude(state=Sanction.State.DUE)
    rows = rows.filter(id__lt=before) if before is not None else rows
    found = list(rows.order_by("-id")[:limit])
    by_id = {view.id: view for view in views(Case.objects.filter(id__in={row.case_id for row in found}))}
    return [(_sanction(row), by_id[row.case_id]) for row in found]


def others(actor: Actor, rows: QuerySet[R]) -> QuerySet[R]:
    """Without what is about the member who asks: on their own page nobody reads who reported them."""
    return rows.exclude(person_id=actor.id or 0) if actor.kind == "member" else rows


def to_decide(actor: Actor, ids: Collection[int]) -> list[Case]:
    """Locked, in one order. Raises `NotFound` when one is absent."""
    rows = list(Case.objects.select_for_update().filter(id__in=list(ids), dry=False).order_by("id"))
    if not rows or len(rows) != len(set(ids)):
        raise NotFound
    return rows


def is_out(person: int) -> bool:
    """Whether a removal or ban still stands against somebody."""
    return Sanction.objects.filter(person_id=person, kind__in=("remove", "ban")).exclude(state="lifted").exists()


def is_banned(person: int) -> bool:
    """Whether a ban stands."""
    return Sanction.objects.filter(person_id=person, kind="ban").exclude(state="lifted").exists()


def silent_until(person: int) -> datetime | None:
    """Until when the silences that still stand last."""
    rows = Sanction.objects.filter(person_id=person, kind="mute", state="done", until__gt=timezone.now())
    return rows.order_by("-until").values_list("until", flat=True).first()


def versions(actor: Actor, limit: int = 50) -> list[PolicyVersion]:
    """Newest first. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    return list(PolicyVersion.objects.order_by("-number")[:limit])


def rehearsal(actor: Actor, rehearsal_id: int) -> Rehearsal:
    """One. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    row = Rehearsal.objects.filter(id=rehearsal_id).first()
    if row is None:
        raise NotFound
    return row


def rehearsals(actor: Actor) -> list[Rehearsal]:
    """The last ten. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    return list(Rehearsal.objects.defer("hits", "people", "rules").order_by("-id")[:10])


@dataclass(frozen=True)
class Moderator:
    """Somebody's decisions, and how many of them an appeal or another moderator overturned."""

    kind: str
    name: str
    decided: int
    overturned: int


def moderators(actor: Actor) -> list[Moderator]:
    """Who decided how much. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = Case.objects.exclude(decided_by_kind="").order_by().values("decided_by_kind", "decided_by")
    counted = rows.annotate(
        decided=Count("id"), overturned=Count("id", filter=Q(overturned_at__isnull=False)), name=Max("decided_by_name")
    )
    found = [Moderator(row["decided_by_kind"], row["name"], row["decided"], row["overturned"]) for row in counted]
    return sorted(found, key=lambda one: -one.decided)


@dataclass(frozen=True)
class Errors:
    """What the classifier said of messages somebody decided about afterwards, before it learned from them: how many it
    called wrong that were (`right`), called wrong that were not (`alarms`), and let pass that were wrong (`missed`)."""

    about: str
    lessons: int
    right: int
    alarms: int
    missed: int


def errors(actor: Actor) -> list[Errors]:
    """On the community's own decisions. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    found = []
    for about in ("advertising", "abuse"):
        rows = Lesson.objects.filter(about=about).values_list("is_it", "before", "limit").order_by("-id")[:2000]
        said = [(is_it, before > limit) for is_it, before, limit in rows]
        found.append(
            Errors(
                about,
                len(said),
                sum(is_it and called for is_it, called in said),
                sum(called and not is_it for is_it, called in said),
                sum(is_it and not called for is_it, called in said),
            )
        )
    return found


def lessons(actor: Actor, limit: int = 30) -> list[tuple[Lesson, CaseView]]:
    """The newest, with their cases. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    rows = list(Lesson.objects.defer("pieces").order_by("-id")[:limit])
    by_id = {view.id: view for view in views(Case.objects.filter(id__in={row.case_id for row in rows}))}
    return [(row, by_id[row.case_id]) for row in rows]


def views(rows: QuerySet[Case]) -> list[CaseView]:
    """The frozen form of rows, with names and sanctions, in four statements."""
    found = list(rows)
    people = members.names_of({row.person_id for row in found})
    groups = chat.group_names({row.group_id for row in found})
    followed: dict[int, list[SanctionView]] = {}
    for row in Sanction.objects.filter(case_id__in=[row.id for row in found]).order_by("id"):
        followed.setdefault(row.case_id, []).append(_sanction(row))
    return [_view(row, people, groups, followed.get(row.id, [])) for row in found]


def _view(row: Case, people: dict[int, str], groups: dict[int, str], followed: list[SanctionView]) -> CaseView:
    return CaseView(
        id=row.id, group=row.group_id, group_name=groups.get(row.group_id, ""), person=row.person_id,
        name=people.get(row.person_id, ""), trigger=row.trigger, line=row.line, version=row.version,
        measure=row.measure, limit=row.limit, shown=row.evidence.get("shown", []),
        because=row.evidence.get("because", []), also=row.evidence.get("also", []), effect=row.effect, dry=row.dry,
        text=row.text, seq=row.seq, state=row.state, made_at=row.made_at, decided_at=row.decided_at,
        decided_by_name=row.decided_by_name, reason=row.reason, overturned=row.overturned_at is not None,
        reports=row.reports, unseen=row.unseen, sanctions=followed,
    )  # fmt: skip


def _sanction(row: Sanction) -> SanctionView:
    return SanctionView(row.id, row.kind, row.group_id, row.until, row.because, row.state, row.made_at)


def _wanted(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    rows = others(actor, Case.objects.all())
    if wanted.state == "dry":
        rows = rows.filter(dry=True)
    elif wanted.state == "settled":
        rows = rows.filter(dry=False).exclude(state=Case.State.WAITING)
    elif wanted.state != "all":
        rows = rows.filter(dry=False, state=wanted.state)
    if wanted.trigger:
        rows = rows.filter(trigger=wanted.trigger)
    return rows.filter(person_id=wanted.person) if wanted.person is not None else rows


def appeal_views(rows: QuerySet[Appeal]) -> list[AppealView]:
    """The frozen form of rows, with names."""
    found = list(rows)
    names = members.names_of({row.person_id for row in found})
    return [
        AppealView(
            row.id, row.case_id, row.person_id, names.get(row.person_id, ""), row.words, row.state, row.made_at,
            row.due_at, row.answer, row.answered_at, row.answered_by_name,
        )
        for row in found
    ]  # fmt: skip
