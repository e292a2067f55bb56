"""Two people are found to be one."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.members import policy, queries
from qunli.domains.members.events import PeopleMerged
from qunli.domains.members.models import Identity, Match, Merge, Person
from qunli.domains.members.operations.membership_of_two import bring_together
from qunli.domains.members.operations.remember import refresh_search

BY_HAND = "by_hand"


@operation
def merge_people(
    *,
    actor: Actor,
    kept: int,
    merged: int,
    reason: str = BY_HAND,
    value: str = "",
    confidence: float = 1.0,
    key: str | None = None,
) -> int:
    """`merged`'s identities go to `kept`; no message is rewritten. Returns the merge's id, by which it can be undone.
    Raises `NotFound`, `Invalid`, and `Conflict` for two members who sign in with two accounts."""
    policy.may_gather(actor).or_refuse()
    if kept == merged:
        raise Invalid(_("These are already one person."), field="merged")
    staying = queries.person_to_change(actor, kept)
    going = queries.person_to_change(actor, merged)
    moved = list(Identity.objects.filter(person=going).order_by("id").values_list("id", flat=True))
    Identity.objects.filter(id__in=moved).update(person=staying)
    brought = bring_together(staying.id, going.id)
    Person.objects.filter(id=going.id).update(merged_into=staying)
    refresh_search([staying])
    merge = Merge.objects.create(
        community_id=staying.community_id,
        kept=staying,
        merged=going,
        identities=moved,
        moved=brought,
        reason=reason,
        detail={"value": value} if value else {},
        confidence=confidence,
        made_by=actor.id,
        made_by_name=actor.name if actor.kind != "system" else "",
    )
    settle_matches(staying.id, going.id)
    tell(
        PeopleMerged(
            community=staying.community_id,
            merge=merge.id,
            kept=staying.id,
            merged=going.id,
            identities=moved,
            reason=reason,
            confidence=confidence,
        )
    )
    return merge.id


def settle_matches(kept: int, merged: int) -> None:
    """The pair is decided; what else waited for a decision about `merged` is asked anew about `kept`."""
    one, other = sorted((kept, merged))
    Match.objects.filter(one=one, other=other).update(state=Match.State.MERGED, decided_at=timezone.now())
    waiting = Match.objects.filter(state=Match.State.PROPOSED)
    (waiting.filter(one=merged) | waiting.filter(other=merged)).delete()
