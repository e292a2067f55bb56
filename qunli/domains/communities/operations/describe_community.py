"""Change what a community says of itself."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import decisions, policy, queries
from qunli.domains.communities.events import CommunityDescribed


@operation
def describe_community(
    *,
    actor: Actor,
    name: str,
    purpose: str,
    kind: str,
    language: str,
    time_zone: str,
    origin: str | None = None,
    aim: str | None = None,
) -> dict[str, str]:
    """`origin` and `aim` stay when null. Returns what changed, field to new value. Raises `Forbidden`,
    `Invalid`, `NotFound`."""
    row = queries.own_community(actor)
    policy.may_describe(actor).or_refuse()
    facts = decisions.described(
        name=name,
        purpose=purpose,
        kind=kind,
        language=language,
        time_zone=time_zone,
        origin=row.origin if origin is None else origin,
        aim=row.aim if aim is None else aim,
    )
    changes = {field: value for field, value in facts.items() if getattr(row, field) != value}
    if changes:
        for field, value in changes.items():
            setattr(row, field, value)
        row.save(update_fields=list(changes))
        tell(CommunityDescribed(community=row.id, changes=changes))
    return changes
