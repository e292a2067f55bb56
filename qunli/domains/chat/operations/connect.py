"""Accounts on chat platforms are connected, stopped, started and removed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.utils import timezone

from qunli.core import wake
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.connecting import decisions
from qunli.domains.chat.connecting.platforms import platform as platform_called
from qunli.domains.chat.connecting.secrets import opened, sealed
from qunli.domains.chat.events import ChatConnected, ChatDisconnected
from qunli.domains.chat.models import Connection, Deed, Group, Update

State = Connection.State


@operation
def connect(
    *, actor: Actor, platform: str, name: str = "", settings: Mapping[str, str] | None = None, key: str | None = None
) -> int:
    """Keep the credentials and begin to connect; returns the connection's id. Raises `Forbidden`, `NotFound` for an
    unknown platform, and `Invalid` naming the field."""
    policy.may_connect(actor).or_refuse()
    kind = platform_called(platform)
    plain, secret = decisions.filled_in(kind, dict(settings or {}), {})
    row = Connection.objects.create(
        community_id=actor.here,
        platform=kind.key,
        name=decisions.connection_name(name, kind),
        settings=plain,
        secrets=sealed(secret),
        token=secrets.token_urlsafe(24),
    )
    tell(ChatConnected(community=actor.here, connection=row.id, platform=kind.key))
    wake.dispatcher()
    return row.id


@operation
def fill_in(
    *, actor: Actor, connection: int, name: str = "", settings: Mapping[str, str], key: str | None = None
) -> None:
    """Other credentials; a secret that is left empty stays. The connection begins anew. Raises `Forbidden`,
    `NotFound`, `Invalid`."""
    row = to_change(actor, connection)
    kind = platform_called(row.platform)
    kept = opened(row.secrets) if any(not settings.get(one.name) for one in kind.settings if one.secret) else {}
    row.settings, secret = decisions.filled_in(kind, dict(settings), kept)
    row.secrets, row.name = sealed(secret), decisions.connection_name(name, kind)
    row.save(update_fields=["settings", "secrets", "name"])
    _begin(row)
    tell(ChatConnected(community=row.community_id, connection=row.id, platform=row.platform))


@operation
def start_connection(*, actor: Actor, connection: int, key: str | None = None) -> None:
    """Connect again, now. Raises `Forbidden` and `NotFound`."""
    _begin(to_change(actor, connection))


@operation
def stop_connection(*, actor: Actor, connection: int, key: str | None = None) -> None:
    """Neither hear nor send until it is started; what is to be sent waits. Raises `Forbidden` and `NotFound`."""
    row = to_change(actor, connection)
    row.wanted, row.state, row.error, row.lease, row.leased_until = False, State.STOPPED, "", "", None
    row.save(update_fields=["wanted", "state", "error", "lease", "leased_until"])


@operation
def remove_connection(*, actor: Actor, connection: int, key: str | None = None) -> None:
    """Forget the account and its credentials. Its groups are closed; what was said stays. Raises `Forbidden` and
    `NotFound`."""
    row = to_change(actor, connection)
    Group.objects.filter(connection=row).update(connection=None, closed_at=timezone.now())
    Deed.objects.filter(connection=row).delete()
    Update.objects.filter(connection=row).delete()
    platform = row.platform
    row.delete()
    tell(ChatDisconnected(community=actor.here, platform=platform))


def to_change(actor: Actor, connection: int) -> Connection:
    """The row, locked. Raises `Forbidden` and `NotFound`."""
    policy.may_connect(actor).or_refuse()
    row = Connection.objects.select_for_update().filter(id=connection, community_id=actor.here).first()
    if row is None:
        raise NotFound
    return row


def _begin(row: Connection) -> None:
    """Whoever runs it loses the lease, and with it the right to go on; it is taken up with what is kept now."""
    row.wanted, row.state, row.error, row.tries = True, State.STARTING, "", 0
    row.due, row.lease, row.leased_until = timezone.now(), "", None
    row.save(update_fields=["wanted", "state", "error", "tries", "due", "lease", "leased_until"])
    wake.dispatcher()
