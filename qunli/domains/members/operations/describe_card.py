"""A member introduces themselves to the others."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import meeting_decisions, policy
from qunli.domains.members.events import CardDescribed
from qunli.domains.members.meeting_decisions import PARTS
from qunli.domains.members.models import Card, Membership
from qunli.domains.members.operations.welcome import choose_greeter


@operation
def describe_card(
    *,
    actor: Actor,
    needs: str | Sequence[str] = (),
    resources: str | Sequence[str] = (),
    city: str = "",
    about: str = "",
    contact: str = "",
    shown: Sequence[str] = PARTS,
    listed: bool = True,
    introducible: bool = True,
    greets: bool = False,
    key: str | None = None,
) -> None:
    """What the member needs, offers and says of themselves, one line each; `shown` are the parts others see, `listed`
    whether the directory has the card at all. Raises `Forbidden`, `Invalid` naming the field, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    member = Membership.objects.select_related("person").filter(person_id=actor.person, state="active").first()
    if member is None:
        raise NotFound
    row = Card.objects.select_for_update().filter(person_id=actor.person).first()
    row = row or Card(community_id=actor.here, person=member.person)
    row.needs, row.resources = meeting_decisions.lines(needs, "needs"), meeting_decisions.lines(resources, "resources")
    row.city, row.about = meeting_decisions.short(city, 60, "city"), meeting_decisions.short(about, 500, "about")
    row.contact = meeting_decisions.short(contact, 120, "contact")
    row.shown, row.listed, row.introducible, row.greets = meeting_decisions.shown(shown), listed, introducible, greets
    row.city_shown = row.city if "city" in row.shown else ""
    row.search = meeting_decisions.search_text(
        member.person.name,
        {"needs": row.needs, "resources": row.resources, "city": row.city, "about": row.about},
        row.shown,
    )
    row.changed_at = timezone.now()
    row.save()
    choose_greeter(member.person_id, row.city)
    tell(CardDescribed(community=actor.here, person=member.person_id))
