"""Identities go because the only history that spoke of them was taken back, and with them people who have no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import F, Q

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import policy
from qunli.domains.members.events import PeopleTakenOut
from qunli.domains.members.models import Identity, Match, Merge, Person
from qunli.domains.members.operations.remember import refresh_search


@operation
def take_out(*, actor: Actor, identities: Sequence[int]) -> int:
    """Returns how many people went. A person stays, with note and number, as long as one identity does; a merge stays
    as long as both sides have one. Pairs that waited for a decision go; match again to have them. Raises `NotFound`
    outside any community."""
    policy.may_keep(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    going = list(Identity.objects.filter(id__in=list(identities)))
    if not going:
        return 0
    gone = {one.id for one in going}
    touched = _everybody_joined_with({one.person_id for one in going})
    bulk.delete_some(Identity.objects.filter(id__in=gone), len(gone))
    Match.objects.filter(Q(one_id__in=touched) | Q(other_id__in=touched), state=Match.State.PROPOSED).delete()
    _settle_merges(touched, gone)
    people = _let_go(touched)
    _rename(touched, {one.name for one in going})
    tell(PeopleTakenOut(community=actor.community, people=sorted(people), identities=sorted(gone)))
    return len(people)


def _everybody_joined_with(people: Collection[int]) -> set[int]:
    """With those merged into them, and into those."""
    found = set(people)
    while more := set(Person.objects.filter(merged_into_id__in=found).values_list("id", flat=True)) - found:
        found |= more
    return found


def _settle_merges(people: Collection[int], gone: Collection[int]) -> None:
    """Oldest first: what an older merge joined is part of what a later one moved."""
    merges = list(Merge.objects.filter(Q(kept_id__in=people) | Q(merged_id__in=people)).order_by("id"))
    for merge in merges:
        left = [one for one in merge.identities if one not in gone]
        if len(left) < len(merge.identities):
            merge.identities, merge.detail = left, {}
            Merge.objects.filter(id=merge.id).update(identities=left, detail={})
    standing = [merge for merge in merges if merge.undone_at is None]
    for merge in list(standing):
        if not (merge.identities and _kept_side(merge, standing)):
            standing.remove(merge)
            _forget(merge)


def _kept_side(merge: Merge, standing: Sequence[Merge]) -> set[int]:
    """What the person who stayed had, or has, apart from what this merge brought."""
    later = next((one for one in standing if one.merged_id == merge.kept_id), None)
    if later is not None:
        return set(later.identities) - set(merge.identities)
    return set(Identity.objects.filter(person_id=merge.kept_id).values_list("id", flat=True)) - set(merge.identities)


def _forget(merge: Merge) -> None:
    """There is nothing left to part: whoever was merged into the one who goes is merged into the one who stays."""
    kept, going = merge.kept_id, merge.merged_id
    merge.delete()
    Merge.objects.filter(merged_id=going).delete()
    Merge.objects.filter(kept_id=going, undone_at__isnull=False).delete()
    Merge.objects.filter(kept_id=going).update(kept_id=kept)
    Person.objects.filter(merged_into_id=going).update(merged_into_id=kept)
    Match.objects.filter(Q(one_id=going) | Q(other_id=going)).delete()
    Person.objects.filter(id=going).delete()


def _let_go(people: Collection[int]) -> set[int]:
    """People without any identity, unless a merge could give them one back. Those erased have theirs still."""
    empty = set(Person.objects.filter(id__in=people, merged_into=None).values_list("id", flat=True))
    empty -= set(Identity.objects.filter(person_id__in=empty).values_list("person_id", flat=True))
    Match.objects.filter(Q(one_id__in=empty) | Q(other_id__in=empty)).delete()
    Merge.objects.filter(Q(kept_id__in=empty) | Q(merged_id__in=empty)).delete()
    bulk.delete_some(Person.objects.filter(id__in=empty), len(empty))
    return empty


def _rename(people: Collection[int], names: Collection[str]) -> None:
    """Whoever was called as an identity that went is called as one that stays."""
    left = list(Person.objects.filter(id__in=people, merged_into=None, erased_at=None))
    for person in left:
        theirs = Identity.objects.filter(person=person).order_by(F("seen_at").desc(nulls_last=True), "id")
        called = list(theirs.values_list("name", flat=True))
        if person.name in names and person.name not in called:
            person.name = next((name for name in called if name), person.name)
    refresh_search(left)
