"""Uploaded files that were stopped, refused or never arrived whole are not kept for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat import decisions, files, policy, queries
from qunli.domains.chat.events import HistoryFileDropped
from qunli.domains.chat.models import HistoryImport

State = HistoryImport.State


@operation
def drop_kept_files(*, actor: Actor, now: datetime) -> int:
    """Those that nobody touched for `decisions.KEPT_FOR`; returns how many. What was read of them stays, and so does
    the record of the import."""
    policy.may_keep(actor).or_refuse()
    old = [row for row in queries.kept_unread(actor) if decisions.kept_too_long(queries.touched_at(row), now)]
    for row in old:
        row.file_dropped_at = now
        if row.state == State.UPLOADING:
            row.state = State.STOPPED
        row.save(update_fields=["state", "file_dropped_at"])
        tell(HistoryFileDropped(community=row.community_id, history_import=row.id))
    places = [row.path for row in old]
    transaction.on_commit(lambda: files.remove_all(places))
    return len(old)
