"""The person concerned appeals a case; a second reader answers."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.moderation import decisions, loading, policy, queries, teaching
from qunli.domains.moderation.events import AppealAnswered, Appealed
from qunli.domains.moderation.models import Appeal, Case
from qunli.domains.moderation.operations.decide import put_back
from qunli.domains.moderation.undoing import undo_consequences


@operation
def appeal(*, actor: Actor, case: int, words: str, key: str | None = None) -> int:
    """Ask for a second reader; returns the appeal. Once a case. Raises `Invalid`, `NotFound`, `Conflict`."""
    row = Case.objects.select_for_update().filter(id=case, dry=False).first()
    if row is None or row.person_id != actor.id:
        raise NotFound
    policy.may_appeal(actor, row.person_id).or_refuse()
    text = words.strip()
    if not text or len(text) > decisions.TEXT_KEPT:
        raise Invalid(_("Say in up to 2,000 characters why this was wrong."), field="words")
    if row.state in (Case.State.WAITING, Case.State.RELEASED):
        raise Conflict(_("There is nothing to appeal: nothing was decided against you."))
    now = timezone.now()
    _number, rules = loading.newest(actor.here)
    made, is_new = Appeal.objects.get_or_create(
        case=row,
        defaults={
            "community_id": actor.here,
            "person_id": row.person_id,
            "words": text,
            "made_at": now,
            "due_at": decisions.appeal_due(now, rules.appeal_days),
        },
    )
    if not is_new:
        raise Conflict(_("You have appealed this case already."))
    tell(Appealed(community=actor.here, appeal=made.id, case=row.id))
    return made.id


@operation
def answer_appeal(*, actor: Actor, appeal: int, grant: bool, answer: str, key: str | None = None) -> None:
    """Granted: the message is there again, points and sanctions are taken back. The reader is neither who decided nor
    whom it is about. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`."""
    policy.may_moderate(actor).or_refuse()
    row = Appeal.objects.select_for_update().filter(id=appeal).first()
    if row is None:
        raise NotFound
    case = queries.to_decide(actor, [row.case_id])[0]
    first, author = (case.decided_by_kind, case.decided_by), ("member", row.person_id)
    decisions.second_reader(first, members.selves(actor), author)
    if row.state != Appeal.State.OPEN:
        raise Conflict(_("This appeal was answered already."))
    row.answer = decisions.reason(answer, decisions.TEXT_KEPT)
    row.state = Appeal.State.GRANTED if grant else Appeal.State.TURNED_DOWN
    row.answered_at, row.answered_by, row.answered_by_name = timezone.now(), actor.id, actor.name[:160]
    row.save()
    case.unseen = True
    if grant:
        _overturn(case)
    case.save()
    tell(AppealAnswered(community=actor.here, appeal=row.id, case=case.id, granted=grant))


def _overturn(case: Case) -> None:
    """The case keeps who decided it first: that is whose decision was overturned."""
    undo_consequences(case)
    put_back(case)
    case.state, case.overturned_at = Case.State.RELEASED, timezone.now()
    teaching.teach(case, is_it=False)
