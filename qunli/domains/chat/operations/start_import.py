"""Somebody wants a history read: for the first time, on from where it stopped, or once more after it failed."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.lease import LEASE
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.chat import files, policy, queries
from qunli.domains.chat.models import HistoryImport

TASK = "chat.import_history"
TURNS = "chat.change_imports"
"""One at a time begins to read or to take back."""
State = HistoryImport.State


@operation
def start_import(*, actor: Actor, history_import: int) -> None:
    """Put the reading in line for a worker. Raises `NotFound`, and `Conflict` when it is under way or done."""
    row = _next_turn(actor, history_import)
    if _under_way(row):
        raise Conflict(_("This import is under way already."))
    _hand_over(row)
    body = {"history_import": row.id, "turn": row.turn}
    work.enqueue(TASK, body, key=f"{TASK}:{row.id}:{row.turn}", community=row.community_id)


@operation
def take_in_hand(*, actor: Actor, history_import: int) -> int:
    """Read it in this process, taking over from whoever reads it now. Returns the turn to read with. Raises `NotFound`,
    and `Conflict` when it is done."""
    row = _next_turn(actor, history_import)
    _hand_over(row)
    return row.turn


def _under_way(row: HistoryImport) -> bool:
    """Whether somebody reads it or will. A reader that has not been heard of for as long as a lease lasts is gone."""
    if row.state == State.RUNNING:
        return row.alive_at is not None and timezone.now() - row.alive_at < LEASE
    return row.state == State.WAITING and row.turn > 1


def _next_turn(actor: Actor, history_import: int) -> HistoryImport:
    policy.may_import(actor).or_refuse()
    row = queries.import_to_change(actor, history_import)
    take_turns(TURNS, row.community_id)
    if row.state == State.TAKEN_BACK:
        raise Conflict(_("This import was taken back. Bring the file again to read it again."))
    if queries.being_taken_back():
        raise Conflict(_("An import is being taken back; wait for its end."))
    if row.state == State.DONE:
        raise Conflict(_("This import is done. Bring the file again to read it again."))
    if row.file_dropped_at is not None:
        raise Conflict(_("The file of this import was removed, because nobody read it for weeks. Bring it again."))
    if row.state == State.UPLOADING and files.size_of(Path(row.path)) != row.size:
        raise Conflict(_("This file has not arrived completely yet."))
    row.turn += 1
    return row


def _hand_over(row: HistoryImport) -> None:
    row.state, row.refusal_code, row.refusal_sentence, row.refusal_detail = State.WAITING, "", "", {}
    row.finished_at = None
    row.save(update_fields=["turn", "state", "refusal_code", "refusal_sentence", "refusal_detail", "finished_at"])
