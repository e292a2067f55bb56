"""A title beside a name, for what somebody did."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions, policy
from qunli.domains.stewardship.events import HonourGiven, HonourTaken
from qunli.domains.stewardship.models import Honour


@operation
def give_honour(*, actor: Actor, person: int, title: str, why: str, key: str | None = None) -> int:
    """Returns the honour. Raises `Forbidden`, `Invalid` without a title and a reason, and `Conflict` for somebody who
    is no member."""
    policy.may_govern(actor).or_refuse()
    called = decisions.words(
        title, field="title", most=60, refusal=_("An honour needs a title of 60 characters at most.")
    )
    said = decisions.words(why, field="why", most=300, refusal=_("Say what it is for; members read it."))
    standing = members.standings(actor.here, [person]).get(person)
    if standing is None or not standing.is_active:
        raise Conflict(_("Only members are honoured."))
    row = Honour.objects.create(
        community_id=actor.here, person_id=person, title=called, why=said, given_by_name=actor.name[:160]
    )
    tell(HonourGiven(community=actor.here, honour=row.id, person=person))
    return row.id


@operation
def take_honour(*, actor: Actor, honour: int, key: str | None = None) -> None:
    """Raises `Forbidden`, `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = Honour.objects.select_for_update().filter(id=honour).first()
    if row is None:
        raise NotFound
    row.delete()
    tell(HonourTaken(community=actor.here, honour=honour, person=row.person_id))
