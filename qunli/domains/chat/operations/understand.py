"""Updates that wait are understood, in their order: messages come in by the one path, everything else by its own."""

from __future__ import annotations

import logging

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.connecting.platforms import platform
from qunli.domains.chat.connecting.understanding import Understanding
from qunli.domains.chat.models import Connection, Update
from qunli.domains.chat.ports import Came, Platform

AT_ONCE = 200
log = logging.getLogger(__name__)


@operation
def understand(*, actor: Actor, connection: int, lease: str) -> int:
    """Returns how many updates were gone through; 0 when none wait, or when somebody else runs the connection. One that
    cannot be read is kept with the reason and holds nobody up."""
    policy.may_deliver(actor).or_refuse()
    row = Connection.objects.select_for_update().filter(id=connection, lease=lease).first()
    if row is None:
        return 0
    waiting = list(Update.objects.filter(connection=row, done_at=None).order_by("id")[:AT_ONCE])
    if not waiting:
        return 0
    kind = platform(row.platform)
    came = [one for update in waiting for one in _read(kind, update)]
    Understanding(row, actor).take(came)
    now = timezone.now()
    for update in waiting:
        update.done_at = now
    Update.objects.bulk_update(waiting, ["done_at", "error"])
    return len(waiting)


def _read(kind: Platform, update: Update) -> list[Came]:
    try:
        return list(kind.read(update.body))
    except Exception as error:  # whatever the platform sent, what comes after it must not wait
        log.warning("update %s of connection %s cannot be read: %r", update.id, update.connection_id, error)
        update.error = f"{type(error).__name__}: {error}"[:2000]
        return []
