"""Applications are decided, the decision is taken back, or the applicant takes the application back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.members import joining_decisions, joining_queries, policy
from qunli.domains.members.events import ApplicationDecided, MemberRemoved
from qunli.domains.members.models import Application, Grant, Membership
from qunli.domains.members.operations.apply import give_back, settle

AT_ONCE = 200
UNDO = timedelta(days=1)
OPEN = (Application.State.OPEN, Application.State.WAITING)


@dataclass
class Decided:
    """How many were let in, put in line or turned down, and how many were decided by somebody else meanwhile."""

    admitted: int = 0
    waiting: int = 0
    refused: int = 0
    passed_over: int = 0
    done: list[int] = field(default_factory=list)


@operation
def decide_applications(
    *,
    actor: Actor,
    applications: Sequence[int],
    verdict: Literal["admit", "refuse", "wait"],
    reason: str = "",
    key: str | None = None,
) -> Decided:
    """Decide about up to 200 at once, in the order given; whoever finds no free place goes on the waiting list. Raises
    `Forbidden`, `NotFound`, and `Invalid` when nobody is named or a refusal has no reason."""
    policy.may_admit(actor).or_refuse()
    reason = joining_decisions.reason_given(reason, needed=verdict == "refuse")
    if not 1 <= len(applications) <= AT_ONCE:
        raise Invalid(_("Choose between 1 and 200 applications."), field="applications")
    take_turns("members.admit", actor.here)
    answer = Decided()
    for application in applications:
        row = joining_queries.application_to_decide(actor, application)
        if row.state not in OPEN:
            answer.passed_over += 1
            continue
        settle(row, verdict, reason=reason, by=actor.name)
        answer.done.append(row.id)
        answer.admitted += row.state == Application.State.ADMITTED
        answer.waiting += row.state == Application.State.WAITING
        answer.refused += row.state == Application.State.REFUSED
    return answer


@operation
def undo_decision(*, actor: Actor, application: int, key: str | None = None) -> None:
    """The application waits for a decision again, within a day; somebody who was let in is outside. Raises `Forbidden`,
    `NotFound`, and `Conflict` when it is too late or nothing was decided."""
    policy.may_admit(actor).or_refuse()
    take_turns("members.admit", actor.here)
    row = joining_queries.application_to_decide(actor, application)
    before = row.state
    _refuse_unless_undoable(row)
    row.state, row.reason, row.decided_at, row.decided_by_name = Application.State.OPEN, "", None, ""
    row.save(update_fields=["state", "reason", "decided_at", "decided_by_name"])
    membership = Membership.objects.select_for_update().get(person_id=row.person_id)
    membership.state, membership.since = Membership.State.APPLIED, timezone.now()
    membership.save(update_fields=["state", "since"])
    if before == Application.State.ADMITTED:
        Grant.objects.filter(person_id=row.person_id).delete()
        tell(MemberRemoved(community=row.community_id, person=row.person_id))
    tell(ApplicationDecided(community=actor.here, application=row.id, person=row.person_id, state="open"))


@operation
def withdraw_application(*, actor: Actor, key: str | None = None) -> None:
    """A guest does not want to come in any more. Raises `NotFound` when nothing waits."""
    policy.may_apply(actor).or_refuse()
    membership = Membership.objects.select_for_update().filter(user_id=actor.id or 0).first()
    rows = Application.objects.select_for_update().filter(state__in=OPEN)
    row = rows.filter(person_id=membership.person_id).first() if membership else None
    if membership is None or row is None:
        raise NotFound
    row.state, row.decided_at = Application.State.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    give_back(row)
    membership.state, membership.since = Membership.State.LEFT, timezone.now()
    membership.save(update_fields=["state", "since"])
    tell(ApplicationDecided(community=actor.here, application=row.id, person=row.person_id, state="withdrawn"))


def _refuse_unless_undoable(row: Application) -> None:
    if row.state not in (Application.State.ADMITTED, Application.State.REFUSED, Application.State.WAITING):
        raise Conflict(_("Nothing was decided about this application."))
    if row.decided_at is None or row.decided_at < timezone.now() - UNDO:
        raise Conflict(_("A decision can be taken back within a day."))
    if Application.objects.filter(person_id=row.person_id, id__gt=row.id).exists():
        raise Conflict(_("They applied again meanwhile; decide about that."))
    wanted = {"admitted": "active", "refused": "refused", "waiting": "waiting"}[row.state]
    if not Membership.objects.filter(person_id=row.person_id, state=wanted).exists():
        raise Conflict(_("Their place here changed meanwhile."))
