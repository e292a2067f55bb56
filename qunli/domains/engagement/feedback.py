"""The feedback box as pages and the API show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.engagement import policy
from qunli.domains.engagement.models import Feedback
from qunli.domains.members import facade as members

PAGE = 20


@dataclass(frozen=True)
class FeedbackView:
    """`name` is empty for whoever may not know it. `own`: the one who asks wrote it."""

    id: int
    person: int | None
    name: str
    text: str
    anonymous: bool
    own: bool
    made_at: datetime
    state: str
    state_words: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    shown: bool


def answered(actor: Actor, limit: int = PAGE, offset: int = 0) -> tuple[list[FeedbackView], int]:
    """What members read of the box, answered last first, and how many. Raises `Forbidden`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Feedback.objects.exclude(state=Feedback.State.NEW).filter(shown=True).order_by("-answered_at", "-id")
        return _views(actor, rows[offset : offset + limit], whole=False), rows.count()


def own(actor: Actor, limit: int = 50) -> list[FeedbackView]:
    """What the member put in, newest first. Raises `NotFound` for everybody else."""
    with tenancy.within(actor.here):
        return _views(actor, Feedback.objects.filter(person_id=actor.person).order_by("-id")[:limit], whole=False)


def box(actor: Actor, state: str = "", limit: int = PAGE, offset: int = 0) -> tuple[list[FeedbackView], int]:
    """All of it for those who answer, newest first, and how many. Raises `Forbidden`."""
    policy.may_answer_feedback(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Feedback.objects.order_by("-id")
        rows = rows.filter(state=state) if state else rows
        return _views(actor, rows[offset : offset + limit], whole=True), rows.count()


def counts(actor: Actor) -> dict[str, int]:
    """How many are in which state. Raises `Forbidden`."""
    policy.may_answer_feedback(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Feedback.objects.order_by().values("state").annotate(n=Count("id"))
        return dict(rows.values_list("state", "n"))


def one(actor: Actor, feedback: int) -> FeedbackView:
    """One of the box, for those who answer. Raises `Forbidden` and `NotFound`."""
    policy.may_answer_feedback(actor).or_refuse()
    with tenancy.within(actor.here):
        found = _views(actor, Feedback.objects.filter(id=feedback), whole=True)
    if not found:
        raise NotFound
    return found[0]


def _views(actor: Actor, rows: QuerySet[Feedback] | Sequence[Feedback], *, whole: bool) -> list[FeedbackView]:
    kept = list(rows)
    names = members.names_of({row.person_id for row in kept})
    return [_view(actor, row, names.get(row.person_id, ""), whole) for row in kept]


def _view(actor: Actor, row: Feedback, name: str, whole: bool) -> FeedbackView:
    mine = actor.kind == "member" and actor.id == row.person_id
    known = whole or mine or not row.anonymous
    return FeedbackView(
        id=row.id,
        person=row.person_id if known else None,
        name=name if known else "",
        text=row.text,
        anonymous=row.anonymous,
        own=mine,
        made_at=row.made_at,
        state=row.state,
        state_words=str(Feedback.State(row.state).label),
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by_name,
        shown=row.shown,
    )
