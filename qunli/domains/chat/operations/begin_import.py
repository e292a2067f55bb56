"""A reader begins its turn: what to read, how, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import policy, queries
from qunli.domains.chat.events import HistoryImportStarted
from qunli.domains.chat.models import HistoryImport, SkippedPiece

CLOCKS_DIFFER = timedelta(days=2)
"""Times in an export later than this after it was brought are not believed."""
COUNTED = (
    "records", "read_bytes", "messages_new", "messages_changed", "messages_known", "movements_new", "movements_known",
    "people_new", "people_known", "groups_new", "skipped",
)  # fmt: skip


class TurnOver(Exception):
    """The import was stopped, or somebody else reads it now: end quietly, nothing more can be committed."""


@dataclass(frozen=True)
class Plan:
    """`records` are committed already. `latest`: ms UTC, the same each time the file is opened, so that its records can
    be counted off."""

    name: str
    path: str
    format: str
    zone: str
    records: int
    latest: int


@operation
def begin_import(*, actor: Actor, history_import: int, turn: int, fingerprint: str) -> Plan:
    """Raises `TurnOver`. A file that is no longer the one partly read is read from its start: what is known stays
    untouched."""
    policy.may_import(actor).or_refuse()
    row = in_turn(actor, history_import, turn)
    if row.fingerprint != fingerprint:
        _start_over(row, fingerprint)
    row.state = HistoryImport.State.RUNNING
    row.alive_at = timezone.now()
    row.started_at = row.started_at or row.alive_at
    row.save()
    tell(HistoryImportStarted(community=row.community_id, history_import=row.id, from_record=row.records))
    latest = int((row.made_at + CLOCKS_DIFFER).timestamp() * 1000)
    return Plan(row.name, row.path, row.chosen_format, row.zone, row.records, latest)


def in_turn(actor: Actor, history_import: int, turn: int) -> HistoryImport:
    """The row, locked, if this reader's turn still lasts. Raises `TurnOver`."""
    row = queries.import_to_change(actor, history_import)
    if row.turn != turn or row.state not in (HistoryImport.State.WAITING, HistoryImport.State.RUNNING):
        raise TurnOver
    return row


def _start_over(row: HistoryImport, fingerprint: str) -> None:
    for name in COUNTED:
        setattr(row, name, 0)
    row.skipped_reasons, row.fingerprint = {}, fingerprint
    SkippedPiece.objects.filter(history_import=row).delete()
