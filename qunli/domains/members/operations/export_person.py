"""Somebody takes out what is known of a person."""

from __future__ import annotations

from typing import Any

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.members import policy, queries, taking_part
from qunli.domains.members.arriving_queries import said_by
from qunli.domains.members.events import PersonExported


@operation
def export_person(*, actor: Actor, person: int) -> dict[str, Any]:
    """Name, note, identities, merges, membership and what they said of themselves, as plain values for
    JSON. Raises `NotFound`."""
    policy.may_export(actor).or_refuse()
    row = queries.person_to_change(actor, person)
    view = queries.person(actor, person)
    merges = queries.merges(actor, person)
    tell(PersonExported(community=row.community_id, person=row.id))
    return {
        "name": row.name,
        "note": row.note,
        "known_since": row.made_at.isoformat(),
        "identities": [
            {
                "id": one.id,
                "platform": one.platform,
                "platform_id": one.external_id,
                "name": one.name,
                "handle": one.handle,
                "is_bot": one.is_bot,
            }
            for one in view.identities
        ],
        "merges": [
            {
                "joined": [one.kept_name, one.merged_name],
                "reason": one.reason,
                "evidence": one.detail,
                "confidence": one.confidence,
                "made_at": one.made_at.isoformat(),
                "undone_at": one.undone_at.isoformat() if one.undone_at else None,
            }
            for one in merges
        ],
        **taking_part.exported(person),
        **said_by(row.id),
    }
