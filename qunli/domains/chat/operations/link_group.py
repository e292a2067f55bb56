"""Groups on other platforms become groups here; two groups are bridged."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.chat import decisions, live_decisions, policy
from qunli.domains.chat.connecting import outbox
from qunli.domains.chat.events import BridgeTakenDown, GroupLinked, GroupsBridged, GroupUnlinked
from qunli.domains.chat.models import Bridge, Deed, Group
from qunli.domains.chat.operations.connect import to_change


@operation
def link_group(
    *, actor: Actor, connection: int, external_id: str, name: str = "", admits: bool = True, key: str | None = None
) -> int:
    """From now on this group of the platform is live here, and so are its members if it `admits`; returns the group. A
    group whose history was imported goes on. Raises `Forbidden`, `Invalid`, `NotFound`, and `Conflict` for one
    that another connection holds."""
    row = to_change(actor, connection)
    there = decisions.storable_id(external_id.strip())
    if not there:
        raise Invalid(_("Say which group: its id on the platform."), field="external_id")
    called = name or dict(row.found).get(there, there)
    group, _made = Group.objects.select_for_update().get_or_create(
        community_id=actor.here,
        platform=row.platform,
        external_id=there,
        defaults={"name": live_decisions.group_name(called)},
    )
    if group.connection_id not in (None, row.id):
        raise Conflict(_("Another connection holds this group already."))
    group.connection, group.admits = row, admits
    group.opened_at, group.closed_at = group.opened_at or timezone.now(), None
    group.save(update_fields=["connection", "admits", "opened_at", "closed_at"])
    row.found = [pair for pair in row.found if pair[0] != there]
    row.save(update_fields=["found"])
    fetch_members(group)
    tell(GroupLinked(community=actor.here, group=group.id))
    return group.id


@operation
def unlink_group(*, actor: Actor, group: int, key: str | None = None) -> None:
    """Do not listen to it any more; what was said stays. Raises `Forbidden` and `NotFound`."""
    policy.may_connect(actor).or_refuse()
    row = Group.objects.select_for_update().filter(id=group, connection__isnull=False).first()
    if row is None:
        raise NotFound
    connection = to_change(actor, row.connection_id or 0)
    connection.found = [*connection.found, [row.external_id, row.name]]
    connection.save(update_fields=["found"])
    waiting = Deed.objects.filter(group=row, state__in=(Deed.State.WAITING, Deed.State.LATER, Deed.State.PERSON))
    waiting.update(state=Deed.State.DROPPED, done_at=timezone.now())
    Bridge.objects.filter(one=row).delete()
    Bridge.objects.filter(other=row).delete()
    row.connection, row.closed_at = None, timezone.now()
    row.save(update_fields=["connection", "closed_at"])
    tell(GroupUnlinked(community=row.community_id, group=row.id))


@operation
def welcome_there(*, actor: Actor, group: int, welcomes: bool, key: str | None = None) -> None:
    """Whether newcomers are welcomed in a linked group from now on. Raises `Forbidden` and `NotFound`."""
    policy.may_connect(actor).or_refuse()
    if not Group.objects.filter(id=group, connection__isnull=False).update(welcomes=welcomes):
        raise NotFound


@operation
def bridge_groups(*, actor: Actor, one: int, other: int, key: str | None = None) -> None:
    """What is said in one is said in the other, from now on. Doing it again changes nothing. Raises `Forbidden`,
    `Invalid`, `NotFound`."""
    policy.may_connect(actor).or_refuse()
    low, high = sorted((one, other))
    if low == high:
        raise Invalid(_("Choose two groups."), field="other")
    if Group.objects.filter(id__in=(low, high), opened_at__isnull=False, closed_at=None).count() != 2:
        raise NotFound
    _bridge, made = Bridge.objects.get_or_create(community_id=actor.here, one_id=low, other_id=high)
    if made:
        tell(GroupsBridged(community=actor.here, one=low, other=high))


@operation
def take_bridge_down(*, actor: Actor, one: int, other: int, key: str | None = None) -> None:
    """They are apart again. Raises `Forbidden` and `NotFound`."""
    policy.may_connect(actor).or_refuse()
    low, high = sorted((one, other))
    if not Bridge.objects.filter(one_id=low, other_id=high).delete()[0]:
        raise NotFound
    tell(BridgeTakenDown(community=actor.here, one=low, other=high))


def fetch_members(group: Group) -> None:
    """Ask the platform who is in it, if it tells."""
    if group.connection is not None and (not group.connection.can or "members" in group.connection.can):
        outbox.put_members(group)
