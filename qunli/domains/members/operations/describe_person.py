"""An operator calls a person by another name, or writes down a note."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.members import decisions, policy, queries
from qunli.domains.members.events import PersonDescribed
from qunli.domains.members.operations.remember import refresh_search


@operation
def describe_person(*, actor: Actor, person: int, name: str, note: str) -> None:
    """Raises `NotFound` and `Invalid`. Nothing is told when nothing changes."""
    policy.may_gather(actor).or_refuse()
    row = queries.person_to_change(actor, person)
    name, note = decisions.described(name, note)
    changed = [
        field for field, before, after in (("name", row.name, name), ("note", row.note, note)) if before != after
    ]
    if not changed:
        return
    row.name, row.note = name, note
    row.save(update_fields=["note"])
    refresh_search([row])
    tell(PersonDescribed(community=row.community_id, person=row.id, fields=changed))
