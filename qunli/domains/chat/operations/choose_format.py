"""Somebody knows better than detection what a file is."""

from __future__ import annotations

from qunli import archives
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.chat import policy, queries
from qunli.domains.chat.models import HistoryImport

State = HistoryImport.State


@operation
def choose_format(*, actor: Actor, history_import: int, format: str) -> None:
    """For a file that was refused or stopped; empty means detection. Reading starts over, because another reader counts
    other records. Raises `NotFound`, `Invalid`, and `Conflict` while it is read."""
    policy.may_import(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    if format and format not in {one.name for one in archives.formats()}:
        raise Invalid(_("Choose one of the formats offered."), field="format")
    if row.state in (State.RUNNING, State.DONE, State.TAKING_BACK, State.TAKEN_BACK):
        raise Conflict(_("Stop the import before changing how it is read."))
    if format == row.chosen_format:
        return
    row.chosen_format, row.fingerprint = format, ""
    row.save(update_fields=["chosen_format", "fingerprint"])
