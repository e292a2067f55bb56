"""Somebody stops the reading. What is committed stays, and it can go on from there."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.chat import policy, queries
from qunli.domains.chat.events import HistoryImportStopped
from qunli.domains.chat.models import HistoryImport


@operation
def stop_import(*, actor: Actor, history_import: int) -> None:
    """The reader learns of it at its next batch, which it can no longer commit. Raises `NotFound` and `Conflict`."""
    policy.may_import(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    if row.state not in (HistoryImport.State.WAITING, HistoryImport.State.RUNNING):
        raise Conflict(_("This import is not being read."))
    row.state, row.turn = HistoryImport.State.STOPPED, row.turn + 1
    row.save(update_fields=["state", "turn"])
    tell(HistoryImportStopped(community=row.community_id, history_import=row.id, records=row.records))
