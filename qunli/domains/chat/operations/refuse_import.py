"""A file turns out not to be a history that can be read, or reading it fails."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.events import HistoryImportFailed, HistoryImportRefused
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.operations.begin_import import in_turn


@operation
def refuse_import(
    *, actor: Actor, history_import: int, turn: int, code: str, sentence: str, detail: dict[str, Any]
) -> None:
    """`sentence` is for the person who brought the file. Raises `TurnOver`."""
    policy.may_import(actor).or_refuse()
    row = in_turn(actor, history_import, turn)
    row.state = HistoryImport.State.REFUSED
    row.refusal_code, row.refusal_sentence, row.refusal_detail = code[:40], sentence, detail
    row.finished_at = timezone.now()
    row.save()
    tell(HistoryImportRefused(community=row.community_id, history_import=row.id, code=code))


@operation
def fail_import(*, actor: Actor, history_import: int, turn: int, error: str) -> None:
    """`error` is for whoever looks after this installation. Raises `TurnOver`."""
    policy.may_import(actor).or_refuse()
    row = in_turn(actor, history_import, turn)
    row.state = HistoryImport.State.FAILED
    row.refusal_code, row.refusal_sentence = "failed", error[:2000]
    row.finished_at = timezone.now()
    row.save()
    tell(HistoryImportFailed(community=row.community_id, history_import=row.id))
