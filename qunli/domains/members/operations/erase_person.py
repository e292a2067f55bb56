"""A person's data is erased, for good; counts stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Sentence
from qunli.domains.members import bulk, policy, queries
from qunli.domains.members.erasures import digest
from qunli.domains.members.events import PersonErased
from qunli.domains.members.models import Duty, Erasure, GalleryImage, GalleryReport, Identity, Match, Merge, Person
from qunli.domains.members.operations.forget import forget_meeting, forget_membership

_objections: list[Callable[[int], Sentence | None]] = []


def ask_before_erasing(objections: Iterable[Callable[[int], Sentence | None]]) -> None:
    """The configuration says who is asked, in the person's community: each says what is in the way, or null."""
    _objections[:] = objections


@operation
def erase_person(*, actor: Actor, person: int, key: str | None = None) -> None:
    """Names, ids and notes go; each identity becomes a tombstone that keeps its messages countable. A keyed digest of
    its platform id stays, so that no later import brings the person back. The membership ends, and their account opens
    nothing here any more. Raises `Forbidden` and `NotFound`, and `Conflict` when another room says what is in the
    way."""
    policy.may_erase(actor, person).or_refuse()
    row = queries.person_to_erase(actor, person)
    for in_the_way in _objections:
        if (sentence := in_the_way(row.id)) is not None:
            raise Conflict(sentence, code="in_the_way")
    identities = list(Identity.objects.filter(person=row).order_by("id"))
    Erasure.objects.bulk_create(
        [
            Erasure(
                community_id=row.community_id,
                digest=digest(row.community_id, one.platform, one.external_id),
                identity=one,
            )
            for one in identities
        ],
        ignore_conflicts=True,
    )
    for one in identities:
        one.external_id, one.name, one.handle = f"erased-{one.id}", "", ""
    bulk.update_identities(identities)
    _blank_people(row.id)
    forget_meeting(row.id)
    forget_membership(row.id)
    tell(PersonErased(community=row.community_id, person=row.id, identities=[one.id for one in identities]))


def _blank_people(person: int) -> None:
    """The person, those merged into them, and what merges and matches say of either."""
    theirs = {person}
    while more := set(Person.objects.filter(merged_into_id__in=theirs).values_list("id", flat=True)) - theirs:
        theirs |= more
    Person.objects.filter(id__in=theirs).update(name="", search="", note="", erased_at=timezone.now())
    Merge.objects.filter(Q(kept_id__in=theirs) | Q(merged_id__in=theirs)).update(detail={}, moved={})
    Match.objects.filter(Q(one_id__in=theirs) | Q(other_id__in=theirs)).delete()
    Duty.objects.filter(person_id__in=theirs).update(person=None)
    GalleryReport.objects.filter(Q(person_id__in=theirs) | Q(image__person_id__in=theirs)).delete()
    GalleryImage.objects.filter(person_id__in=theirs).delete()
