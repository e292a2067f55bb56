"""The record of an import is removed, with its uploaded file. Messages stay."""

from __future__ import annotations

from django.db import transaction

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.chat import files, policy, queries
from qunli.domains.chat.events import HistoryImportForgotten
from qunli.domains.chat.models import HistoryImport, Origin


@operation
def forget_import(*, actor: Actor, history_import: int) -> None:
    """Raises `NotFound`, and `Conflict` while it is read."""
    policy.may_import(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    if row.state in (HistoryImport.State.WAITING, HistoryImport.State.RUNNING):
        raise Conflict(_("Stop the import before removing it."))
    if row.state == HistoryImport.State.TAKING_BACK:
        raise Conflict(_("This import is being taken back; wait for its end."))
    path, kept_here = row.path, row.kept_here
    tell(HistoryImportForgotten(community=row.community_id, history_import=row.id))
    Origin.objects.filter(history_import=row).update(history_import=None)
    row.delete()
    if kept_here:
        transaction.on_commit(lambda: files.remove(path))
