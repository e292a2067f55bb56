"""`tell`: write down what happened, in the transaction in which it happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from qunli.core import wake
from qunli.core.actor import Actor, system
from qunli.core.models import Event

_teller: ContextVar[Actor | None] = ContextVar("teller", default=None)


class Happened(Protocol):
    """A frozen dataclass in a domain's `events`, past tense, with the community in which it happened (or null)."""

    @property
    def community(self) -> int | None: ...


def kind_of(event_class: type[Any]) -> str:
    """`members.MemberAdmitted` for `qunli.domains.members.events.MemberAdmitted`."""
    return f"{event_class.__module__.split('.')[-2]}.{event_class.__name__}"


@contextmanager
def told_by(actor: Actor) -> Iterator[None]:
    """Events told inside are this actor's. The outermost operation's actor stays the teller."""
    if _teller.get() is not None:
        yield
        return
    token = _teller.set(actor)
    try:
        yield
    finally:
        _teller.reset(token)


def tell(event: Happened) -> None:
    """Write one row for audit trail, handlers and whoever reads the log. Raises RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is told inside the transaction in which it happened")
    actor = _teller.get() or system(event.community)
    Event.objects.create(
        transaction=_transaction_number(),
        community_id=event.community or 0,
        kind=kind_of(type(event)),
        body=msgspec.to_builtins(event),
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name[:160],
        at=timezone.now(),
    )
    transaction.on_commit(wake.dispatcher)


def _transaction_number() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])
