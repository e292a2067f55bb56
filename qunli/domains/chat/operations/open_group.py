"""Web groups are opened, renamed and closed."""

from __future__ import annotations

import secrets

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import live_decisions, policy
from qunli.domains.chat.events import GroupClosed, GroupOpened
from qunli.domains.chat.models import Group
from qunli.domains.members.facade import WEB


@operation
def open_group(*, actor: Actor, name: str, announcements_only: bool = False, key: str | None = None) -> int:
    """A new web group; returns its id. Raises `Forbidden` and `Invalid`."""
    policy.may_open_groups(actor).or_refuse()
    row = Group.objects.create(
        community_id=actor.here,
        platform=WEB,
        external_id=secrets.token_hex(8),
        name=live_decisions.group_name(name),
        opened_at=timezone.now(),
        announcements_only=announcements_only,
    )
    tell(GroupOpened(community=actor.here, group=row.id))
    return row.id


@operation
def describe_group(
    *,
    actor: Actor,
    group: int,
    name: str,
    announcements_only: bool,
    closed: bool,
    welcomes: bool = False,
    key: str | None = None,
) -> None:
    """Rename a web group, say who may write in it and whether newcomers are welcomed in it, close it or open it again.
    Raises `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_open_groups(actor).or_refuse()
    row = Group.objects.select_for_update().filter(id=group, platform=WEB, opened_at__isnull=False).first()
    if row is None:
        raise NotFound
    row.name, row.announcements_only = live_decisions.group_name(name), announcements_only
    row.welcomes = welcomes
    was_closed = row.closed_at is not None
    if closed != was_closed:
        row.closed_at = timezone.now() if closed else None
    row.save(update_fields=["name", "announcements_only", "welcomes", "closed_at"])
    if closed and not was_closed:
        tell(GroupClosed(community=row.community_id, group=row.id))
