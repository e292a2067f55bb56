"""Find the programs among the members, and have the ties they hid counted anew."""

from __future__ import annotations

from collections.abc import Collection

from qunli.analysis import History
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import columns, policy, queries
from qunli.domains.insight.models import Bot, MemberDay, StaleDay


@operation
def recognise_bots(*, actor: Actor) -> int:
    """Returns how many identities changed sides; their days are then stale, so roll up again. What an operator decided
    is not touched."""
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    before = queries.bot_identities(actor)
    days, ties = columns.member_days(community), columns.tie_days(community)
    if not days.height:
        return 0
    end = int(days["last_ts"].max()) + 1  # type: ignore[arg-type]
    flagged = queries.flagged_identities(actor)
    found = {int(str(one)) for one in History.from_rollups(days, ties, end, flagged=frozenset(flagged)).bots}
    decided = set(Bot.objects.filter(decided=True).values_list("identity", flat=True))
    Bot.objects.filter(decided=False).delete()
    Bot.objects.bulk_create([Bot(community_id=community, identity=one) for one in sorted(found - decided)])
    changed = before ^ queries.bot_identities(actor)
    make_stale(community, changed)
    return len(changed)


def make_stale(community: int, identities: Collection[int]) -> None:
    """Have every group-day of these identities counted anew."""
    cells = MemberDay.objects.filter(author__in=list(identities)).values_list("group_id", "day").distinct()
    StaleDay.objects.bulk_create(
        [StaleDay(community_id=community, group_id=group, day=day) for group, day in cells], ignore_conflicts=True
    )
