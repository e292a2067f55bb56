"""A newcomer is welcomed in the groups that were chosen for it, in the community's own name."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.models import Deed, Group, Message
from qunli.domains.chat.operations.act_there import say_there
from qunli.domains.chat.operations.receive import receive_released
from qunli.domains.chat.ports import Utterance
from qunli.domains.chat.voice import voice
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

AN_HOUR = 10
"""Welcomes in one group: when a whole chat or a pile of applications comes in at once, the group is not flooded."""
BACK = 500


@operation
def welcome(*, actor: Actor, person: int) -> int:
    """Returns in how many groups. Once a member and group, however often it is called, also when they come again. In a
    chat on another platform only whom that platform knows. Raises `Forbidden`."""
    policy.may_deliver(actor).or_refuse()
    standing = members.standings(actor.here, [person]).get(person)
    groups = list(Group.objects.filter(welcomes=True, opened_at__isnull=False, closed_at=None).order_by("id"))
    if standing is None or not standing.is_active or not groups:
        return 0
    text = _words(actor.here, standing.name)
    return sum(_say(actor, group, standing, text) for group in groups)


def key_of(person: int) -> str:
    """By which a welcome is known in its group."""
    return f"welcome:{person}"


def _words(community: int, name: str) -> str:
    here = communities.community(community)
    with translation.override(here.language):
        hello = _("Welcome, %(name)s!") % {"name": name}
    return f"{hello}\n\n{members.joining(community).welcome}".strip()


def _say(actor: Actor, group: Group, newcomer: members.Standing, text: str) -> bool:
    key, lately = key_of(newcomer.person), timezone.now() - timedelta(hours=1)
    if group.connection_id is not None:
        said = Deed.objects.filter(group=group, key__startswith=f"say:{group.id}:welcome:", due__gt=lately)
        if not members.identities_on(newcomer.person, group.platform) or said.count() >= AN_HOUR:
            return False
        say_there(actor=actor, group=group.id, text=text, key=key)
        return True
    near = Message.objects.filter(group=group, seq__gt=group.last_seq - BACK, external_id__startswith="welcome:")
    if near.filter(at__gt=int(lately.timestamp() * 1000)).count() >= AN_HOUR:
        return False
    person, identity = voice(actor, group)
    mentions = (newcomer.identity,) if newcomer.identity is not None else ()
    now = time.time_ns() // 1_000_000
    said_here = Utterance(group.id, person, identity, key, now, text, mentions=mentions, origin="house")
    return receive_released(actor=actor, said=said_here).seq is not None
