"""Somebody brought a wrong file: what came from it alone goes."""

from __future__ import annotations

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.chat import extent, policy, queries
from qunli.domains.chat.events import HistoryTakeBackBegun
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.operations.start_import import TURNS

TASK = "chat.take_back_import"
State = HistoryImport.State


@operation
def take_back_import(*, actor: Actor, history_import: int, key: str | None = None) -> None:
    """Put it in line; it cannot be called off. Raises `Forbidden`, `NotFound`, and `Conflict` while any history of the
    community is read or taken back, or when nobody noted what this one brought."""
    policy.may_import(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    take_turns(TURNS, row.community_id)
    _refuse_unless_at_rest(row)
    row.state, row.turn, row.taking_back = State.TAKING_BACK, row.turn + 1, {}
    row.to_take_back, row.taken_back, row.people_taken_back = extent.brought_alone(actor, row.id).messages, 0, 0
    row.save()
    work.enqueue(TASK, {"history_import": row.id}, key=f"{TASK}:{row.id}:{row.turn}", community=row.community_id)
    tell(HistoryTakeBackBegun(community=row.community_id, history_import=row.id))


def _refuse_unless_at_rest(row: HistoryImport) -> None:
    if row.state in (State.TAKING_BACK, State.TAKEN_BACK):
        raise Conflict(_("This import has been taken back already."))
    if row.state in (State.UPLOADING, State.WAITING, State.RUNNING):
        raise Conflict(_("Stop the import before taking it back."))
    if HistoryImport.objects.filter(state__in=(State.RUNNING, State.TAKING_BACK)).exists() or queries.in_line():
        raise Conflict(_("Another history is being read or taken back. Wait for its end, or stop it."))
    if not queries.noted(row):
        raise Conflict(_("When this history was brought, nobody noted what came from it; it cannot be taken back."))
