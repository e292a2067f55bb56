"""The community itself speaks in its web groups, by its name of today."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.domains.chat.models import Group
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

VOICE = "community"
"""What the web groups call the community's own account; members are called by their number there."""


def voice(actor: Actor, group: Group) -> tuple[int, int]:
    """Person and identity of that account."""
    seen = [members.Seen(VOICE, communities.community(actor.here).name, is_bot=True)]
    identity = members.recognise(actor=actor, platform=group.platform, seen=seen).ids[VOICE]
    members.remember(actor=actor, platform=group.platform, seen=seen)
    return members.owners(actor, [identity])[identity], identity


def main_groups() -> list[int]:
    """Of each chat of the community entered the group that is live for longest: where most are, as a rule."""
    found: dict[int | None, int] = {}
    rows = Group.objects.filter(opened_at__isnull=False, closed_at=None).order_by("opened_at", "id")
    for group, connection in rows.values_list("id", "connection_id"):
        found.setdefault(connection, group)
    return list(found.values())
