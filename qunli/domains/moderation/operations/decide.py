"""A moderator decides about cases: the message goes into the chat, or it does not."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from django.utils import timezone

from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.chat.ports import Utterance
from qunli.domains.moderation import decisions, loading, policy, punishing, queries, teaching
from qunli.domains.moderation.events import CaseDecided
from qunli.domains.moderation.models import Case, Report
from qunli.domains.moderation.policies import Rules
from qunli.domains.moderation.undoing import undo_consequences


@operation
def release(*, actor: Actor, cases: Collection[int], reason: str, key: str | None = None) -> int:
    """Nothing was wrong: held messages go into the chat as their authors said them then, deleted ones come back, points
    and sanctions are taken back. Returns how many were decided anew. Raises `Forbidden`, `Invalid`, `NotFound`, and
    `Conflict` when a message cannot be taken in any more."""
    policy.may_moderate(actor).or_refuse()
    why = decisions.reason(reason)
    rows = [row for row in queries.to_decide(actor, cases) if row.state != Case.State.RELEASED]
    for row in rows:
        policy.may_decide(actor, row.person_id).or_refuse()
        was_by_policy = row.state == Case.State.DONE
        undo_consequences(row)
        put_back(row)
        _settle(actor, row, Case.State.RELEASED, why)
        if was_by_policy:
            row.overturned_at = row.decided_at
        row.save()
        teaching.teach(row, is_it=False)
        Report.objects.filter(case=row).update(upheld=False)
    return len(rows)


@operation
def uphold(
    *, actor: Actor, cases: Collection[int], reason: str, sanction: str = "", minutes: int = 60, key: str | None = None
) -> int:
    """It stands: a held message is not taken in, a reported one is deleted, points are given, and `sanction` ("mute"
    for `minutes`, "remove", "ban", "warn" or none) follows. Returns how many were decided anew. Raises `Forbidden`,
    `Invalid` and `NotFound`."""
    policy.may_moderate(actor).or_refuse()
    why = decisions.reason(reason)
    _number, rules = loading.newest(actor.here)
    rows = [row for row in queries.to_decide(actor, cases) if row.state in (Case.State.WAITING, Case.State.DONE)]
    now = timezone.now()
    for row in rows:
        policy.may_decide(actor, row.person_id).or_refuse()
        waited = row.state == Case.State.WAITING
        _settle(actor, row, Case.State.UPHELD, why)
        row.save()
        if row.seq is not None and waited:
            punishing.sanction(row, "delete", 0, {"decided": True}, now)
        if sanction in punishing.NEEDED:
            punishing.sanction(row, sanction, minutes, {"decided": True}, now, everywhere=True)
        if waited:
            _points(row, rules)
        teaching.teach(row, is_it=True)
        Report.objects.filter(case=row).update(upheld=True)
    return len(rows)


def put_back(case: Case) -> None:
    """A message that was not taken in is taken in now; once, by its key. Raises `Conflict` with the chat's sentence."""
    if case.seq is not None or not case.said or case.dry:
        return
    said = Utterance(**{**case.said, "text": case.text, **_tuples(case.said)})
    receipt = chat.receive_released(actor=system(case.community_id), said=said)
    if receipt.seq is None:
        raise Conflict(receipt.sentence or _("This message cannot be taken in any more."))
    case.seq = receipt.seq


def _tuples(said: dict[str, object]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(msgspec.convert(said.get(name) or [], list[int])) for name in ("mentions", "attachments")}


def _points(case: Case, rules: Rules) -> None:
    line = next((line for line in rules.lines if line.id == case.line), None)
    points, half_life = (line.points, line.half_life) if line else (1.0, 30.0)
    if points > 0:
        punishing.give_points(case, points, half_life, rules, timezone.now())


def _settle(actor: Actor, row: Case, state: str, why: str) -> None:
    row.unseen = decisions.is_news(row.trigger, row.state, state)
    row.state, row.reason, row.decided_at = state, why, timezone.now()
    row.decided_by, row.decided_by_kind, row.decided_by_name = actor.id, actor.kind, actor.name[:160]
    tell(CaseDecided(community=row.community_id, case=row.id, upheld=state == Case.State.UPHELD, reason=why))
