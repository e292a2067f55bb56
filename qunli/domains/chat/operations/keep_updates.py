"""What a platform told is written down as it came, before anybody understands it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from qunli.core import wake
from qunli.core.actor import Actor
from qunli.core.lease import LeaseLost
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.decisions import storable_id
from qunli.domains.chat.models import Connection, Deed, Update
from qunli.domains.chat.ports import Batch, Raw


@operation
def keep_updates(*, actor: Actor, connection: int, batch: Batch, lease: str) -> None:
    """A batch that the running connection heard, together with where to go on after it. What was told before is not
    kept again. Raises `LeaseLost` when somebody else runs the connection now."""
    policy.may_deliver(actor).or_refuse()
    row = Connection.objects.select_for_update().filter(id=connection, lease=lease).first()
    if row is None:
        raise LeaseLost(f"connection {connection}")
    _write(row, batch.raws)
    row.cursor, row.seen_at = batch.cursor or row.cursor, timezone.now()
    row.save(update_fields=["cursor", "seen_at"])


@operation
def keep_pushed(*, actor: Actor, connection: int, raws: Sequence[Raw]) -> None:
    """What a request to the connection's address brought; whoever runs the connection understands it."""
    policy.may_deliver(actor).or_refuse()
    row = Connection.objects.get(id=connection)
    _write(row, raws)
    Connection.objects.filter(id=connection).update(seen_at=timezone.now())
    wake.dispatcher()


@operation
def forget_old(*, actor: Actor, before: datetime) -> int:
    """Updates understood and deeds done before that go, except copies of messages, which edits still follow; returns
    how many."""
    policy.may_keep(actor).or_refuse()
    gone: int = Update.objects.filter(done_at__lt=before).delete()[0]
    done = Deed.objects.filter(done_at__lt=before, source=None).exclude(state=Deed.State.PERSON)
    return gone + int(done.delete()[0])


def _write(connection: Connection, raws: Sequence[Raw]) -> None:
    Update.objects.bulk_create(
        [
            Update(
                community_id=connection.community_id,
                connection=connection,
                external_id=storable_id(raw.id),
                body=_storable(raw.body),
            )
            for raw in raws
        ],
        ignore_conflicts=True,
        batch_size=200,
    )


def _storable(value: object) -> object:
    """JSON without NUL and halves of characters, which PostgreSQL does not store."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _storable(one) for name, one in value.items()}
    return value
