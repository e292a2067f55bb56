"""One batch of an export becomes rows, together with how far the file has been read: both or neither."""

from __future__ import annotations

from collections import Counter

from django.utils import timezone

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.turns import take_turns
from qunli.domains.chat import decisions, origins, policy
from qunli.domains.chat.models import HistoryImport, SkippedPiece
from qunli.domains.chat.operations.begin_import import TurnOver, in_turn
from qunli.domains.chat.reading import Batch, Reading
from qunli.domains.chat.storing import Stored, store

PIECES_KEPT = 100_000
"""Skipped pieces of one import that are kept with position and excerpt; all are counted by reason."""


@operation
def import_batch(
    *,
    actor: Actor,
    history_import: int,
    turn: int,
    reading: Reading,
    batch: Batch,
    first: int,
    read_bytes: int,
    total_bytes: int,
) -> Stored:
    """`first` is how many records of the file come before the batch. Raises `TurnOver`."""
    policy.may_import(actor).or_refuse()
    row = in_turn(actor, history_import, turn)
    if row.records != first:
        raise TurnOver
    take_turns("chat.import_batch", row.community_id)
    stored = store(actor, row.community_id, reading, batch)
    origins.note(row.community_id, row.id, stored.runs)
    origins.note_to_stay(row.community_id, stored.to_stay)
    _keep_skipped(row, batch)
    _count(row, batch, stored)
    row.read_bytes, row.total_bytes, row.alive_at = read_bytes, total_bytes, timezone.now()
    row.save()
    return stored


def _keep_skipped(row: HistoryImport, batch: Batch) -> None:
    kept = batch.skipped[: max(0, PIECES_KEPT - row.skipped)]
    bulk.insert(
        SkippedPiece,
        ("community_id", "history_import_id", "reason", "file", "position", "unit", "excerpt"),
        [
            (
                row.community_id,
                row.id,
                decisions.storable(one.reason)[:200],
                decisions.storable(one.file)[-500:],
                one.position,
                one.unit[:8],
                decisions.storable(one.excerpt)[:200],
            )
            for one in kept
        ],
    )


def _count(row: HistoryImport, batch: Batch, stored: Stored) -> None:
    row.records += batch.records
    row.skipped += len(batch.skipped)
    if batch.skipped:
        reasons = Counter(row.skipped_reasons)
        reasons.update(decisions.storable(one.reason)[:200] for one in batch.skipped)
        row.skipped_reasons = dict(reasons)
    row.messages_new += stored.messages_new
    row.messages_changed += stored.messages_changed
    row.messages_known += stored.messages_known
    row.movements_new += stored.movements_new
    row.movements_known += stored.movements_known
    row.people_new += stored.people_new
    row.groups_new += stored.groups_new
