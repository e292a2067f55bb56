"""A member reports a message."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.moderation import decisions, policy
from qunli.domains.moderation.events import CaseOpened, MessageReported
from qunli.domains.moderation.models import Case, Report

LINE = "report"


@operation
def report(*, actor: Actor, group: int, seq: int, reason: str = "", key: str | None = None) -> int:
    """Returns the case. All reports of a message are one case; a second one of the same member changes nothing, and
    nothing happens to the message or its author before a moderator has looked. Raises `Forbidden`, `NotFound`,
    `Conflict`."""
    policy.may_report(actor).or_refuse()
    said = chat.message_in(actor, group, seq)
    if said.person == actor.id:
        raise Conflict(_("This is your own message; you can delete it."))
    now, me = timezone.now(), actor.id or 0
    take_turns("moderation.report", actor.here)
    mine = Report.objects.filter(reporter_id=me)
    row = _case(actor, group, seq, said)
    if mine.filter(case=row).exists():
        return row.id
    decisions.may_report(mine.filter(made_at__gt=now - timedelta(days=1)).count())
    record = mine.aggregate(right=Count("id", filter=Q(upheld=True)), wrong=Count("id", filter=Q(upheld=False)))
    weight = decisions.reporter_weight(record["right"], record["wrong"])
    Report.objects.create(
        community_id=actor.here, case=row, reporter_id=me, reason=" ".join(reason.split())[:300], weight=weight
    )
    _count(row)
    tell(MessageReported(community=actor.here, case=row.id))
    return row.id


def _case(actor: Actor, group: int, seq: int, said: chat.Said) -> Case:
    row, made = Case.objects.get_or_create(
        group_id=group,
        key=said.key,
        line=LINE,
        defaults={
            "community_id": actor.here,
            "person_id": said.person,
            "trigger": "report",
            "measure": 0.0,
            "limit": 0.0,
            "evidence": {"because": ["reports"]},
            "effect": "report",
            "text": said.text[: decisions.TEXT_KEPT],
            "seq": seq,
            "state": Case.State.WAITING,
        },
    )
    if made:
        tell(CaseOpened(community=actor.here, case=row.id, trigger="report", measure=0.0, limit=0.0))
    return row


def _count(row: Case) -> None:
    """Many reports weigh more than one, but each weighs what its reporter's record is worth."""
    weights = list(Report.objects.filter(case=row).values_list("weight", flat=True))
    row.reports, row.measure = len(weights), round(sum(weights), 4)
    row.save(update_fields=["reports", "measure"])
