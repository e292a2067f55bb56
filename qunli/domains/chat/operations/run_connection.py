"""What whoever runs a connection writes down: that they hold it, how it is doing, what was done."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone, translation

from qunli.core.actor import Actor
from qunli.core.lease import LeaseLost
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.connecting import decisions
from qunli.domains.chat.models import Connection
from qunli.domains.chat.ports import Checked
from qunli.domains.communities import facade as communities

LEASE = timedelta(seconds=30)
State = Connection.State


@operation
def take_lease(*, actor: Actor, connection: int) -> str | None:
    """The right to run a connection for 30 seconds; null when it is not wanted, not due, or somebody else's."""
    policy.may_deliver(actor).or_refuse()
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    lease = secrets.token_hex(12)
    rows = Connection.objects.filter(free, id=connection, wanted=True, due__lte=now)
    return lease if rows.update(lease=lease, leased_until=now + LEASE) else None


@operation
def keep_lease(*, actor: Actor, connection: int, lease: str) -> None:
    """Raises `LeaseLost` when it was taken away."""
    policy.may_deliver(actor).or_refuse()
    held = Connection.objects.filter(id=connection, lease=lease, wanted=True)
    if not lease or not held.update(leased_until=timezone.now() + LEASE):
        raise LeaseLost(f"connection {connection}")


@operation
def note_live(*, actor: Actor, connection: int, lease: str, checked: Checked) -> None:
    """The credentials are right and the line is open; what is missing all the same is shown. Raises `LeaseLost`."""
    policy.may_deliver(actor).or_refuse()
    rows = Connection.objects.filter(id=connection, lease=lease)
    with translation.override(communities.community(actor.here).language):
        missing = "\n".join(str(note) for note in checked.notes)
    changed = rows.update(
        state=State.LIVE,
        error=missing[:2000],
        account=checked.account[:300],
        account_name=checked.name[:200],
        can=sorted(checked.can),
        seen_at=timezone.now(),
    )
    if not changed:
        raise LeaseLost(f"connection {connection}")


@operation
def note_broken(
    *, actor: Actor, connection: int, lease: str, error: str, after: float | None, ask_person: bool = False
) -> None:
    """The line broke: it is tried again after `after` seconds, or later each time, or not before a person looked. Does
    nothing when somebody else holds the connection."""
    policy.may_deliver(actor).or_refuse()
    row = Connection.objects.select_for_update().filter(id=connection, lease=lease).first()
    if row is None or not lease:
        return
    row.tries = row.tries + 1 if row.state != State.LIVE else 1
    row.state = State.PERSON if ask_person else State.BROKEN
    row.wanted = not ask_person
    row.error = error[:2000]
    row.due = timezone.now() + timedelta(seconds=decisions.pause(row.tries) if after is None else after)
    row.lease, row.leased_until = "", None
    row.save(update_fields=["tries", "state", "wanted", "error", "due", "lease", "leased_until"])


@operation
def let_go(*, actor: Actor, connection: int, lease: str) -> None:
    """This process ends; another may take it over at once."""
    policy.may_deliver(actor).or_refuse()
    Connection.objects.filter(id=connection, lease=lease).exclude(lease="").update(
        lease="", leased_until=None, state=State.STARTING
    )
