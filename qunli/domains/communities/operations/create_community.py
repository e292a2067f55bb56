"""A community is put on the map, still empty."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import slugify

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import decisions, policy
from qunli.domains.communities.events import CommunityCreated
from qunli.domains.communities.models import Community


@operation
def create_community(
    *,
    actor: Actor,
    name: str,
    purpose: str = "",
    kind: str = "fan",
    language: str = "en",
    time_zone: str = "UTC",
    origin: str = "person",
    aim: str = "leisure",
    lives_already: bool = False,
    key: str | None = None,
) -> int:
    """Returns the community's id. One that `lives_already` in some chat is open; a new one is being founded until its
    charter stands. Raises `Forbidden` and `Invalid`."""
    policy.may_describe(actor).or_refuse()
    facts = decisions.described(
        name=name, purpose=purpose, kind=kind, language=language, time_zone=time_zone, origin=origin, aim=aim
    )
    taken = set(Community.objects.values_list("slug", flat=True))
    row = Community.objects.create(
        operator_id=actor.acts_for,
        slug=decisions.free_slug(slugify(facts["name"]), taken),
        opened_at=timezone.now() if lives_already else None,
        **facts,
    )
    tell(CommunityCreated(community=row.id, name=row.name))
    return row.id
