"""A member goes by another name."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.members import decisions, meeting_decisions, policy, queries
from qunli.domains.members.events import PersonDescribed
from qunli.domains.members.models import Card, Identity
from qunli.domains.members.operations.remember import refresh_search
from qunli.domains.members.standing import WEB


@operation
def rename(*, actor: Actor, name: str, key: str | None = None) -> None:
    """The others know the member by `name` from now on. Raises `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    row = queries.person_to_erase(actor, actor.person)
    row.name = decisions.member_name(name)
    row.save(update_fields=["name"])
    Identity.objects.filter(person=row, platform=WEB, external_id=str(row.id)).update(name=row.name)
    refresh_search([row])
    for card in Card.objects.filter(person=row):
        parts = {"needs": card.needs, "resources": card.resources, "city": card.city, "about": card.about}
        card.search = meeting_decisions.search_text(row.name, parts, card.shown)
        card.save(update_fields=["search"])
    tell(PersonDescribed(community=actor.here, person=row.id, fields=["name"]))
