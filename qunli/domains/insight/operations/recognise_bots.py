"""Note who is a program, and have the ties that programs hid counted anew."""

from __future__ import annotations

from collections.abc import Collection, Set

from django.db.models import F

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.events import BotDecided
from qunli.domains.insight.models import Bot, MemberDay, Picture, StaleDay
from qunli.domains.members import facade as members


@operation
def recognise_bots(*, actor: Actor, found: Set[int]) -> int:
    """`found` are the identities that behave like programs. Returns how many changed sides; their days are then stale,
    so roll up again. What an operator decided is not touched."""
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    before = queries.bot_identities(actor)
    decided = set(Bot.objects.filter(decided=True).values_list("identity", flat=True))
    Bot.objects.filter(decided=False).delete()
    Bot.objects.bulk_create([Bot(community_id=community, identity=one) for one in sorted(found - decided)])
    changed = before ^ queries.bot_identities(actor)
    _make_stale(community, changed)
    return len(changed)


@operation
def decide_bot(*, actor: Actor, person: int, is_bot: bool) -> None:
    """An operator says whether a member is a program; the rollups follow. Raises `Forbidden`, `NotFound`."""
    policy.may_decide_bots(actor).or_refuse()
    community = queries.lock(actor)
    identities = [one.id for one in members.person(actor, person).identities]
    for identity in identities:
        Bot.objects.update_or_create(
            community_id=community, identity=identity, defaults={"is_bot": is_bot, "decided": True}
        )
    _make_stale(community, identities)
    tell(BotDecided(community=community, person=person, is_bot=is_bot))


def _make_stale(community: int, identities: Collection[int]) -> None:
    Picture.objects.filter(community_id=community).update(rolled=F("rolled") + 1)
    cells = MemberDay.objects.filter(author__in=list(identities)).values_list("group_id", "day").distinct()
    StaleDay.objects.bulk_create(
        [StaleDay(community_id=community, group_id=group, day=day) for group, day in cells], ignore_conflicts=True
    )
