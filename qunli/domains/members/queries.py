"""Reads of people and identities. Fetching is permission: what is absent or another community's is not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.members import policy
from qunli.domains.members.models import Erasure, Identity, Match, Merge, Person


@dataclass(frozen=True)
class IdentityView:
    """How one platform knows a person. `seen_at`: latest deed, ms UTC, null when none is known."""

    id: int
    person: int
    platform: str
    external_id: str
    name: str
    handle: str
    is_bot: bool
    seen_at: int | None


@dataclass(frozen=True)
class PersonView:
    """A person with all their identities."""

    id: int
    name: str
    note: str
    erased: bool
    identities: tuple[IdentityView, ...]

    @property
    def is_bot(self) -> bool:
        """True when every identity says so."""
        return bool(self.identities) and all(one.is_bot for one in self.identities)


@dataclass(frozen=True)
class MergeView:
    """Two people joined, why, how surely, and by whom (empty for the program itself)."""

    id: int
    kept: int
    kept_name: str
    merged: int
    merged_name: str
    reason: str
    detail: dict[str, str]
    confidence: float
    made_at: datetime
    made_by_name: str
    undone_at: datetime | None


@dataclass(frozen=True)
class MatchView:
    """Two people who may be one, and why."""

    id: int
    one: PersonView
    other: PersonView
    reason: str
    detail: dict[str, str]
    confidence: float


@contextmanager
def seeing(actor: Actor) -> Iterator[int]:
    """Inside the actor's community, if they may see people there. Raises `Forbidden`, and `NotFound` outside any."""
    policy.may_see(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    with tenancy.within(actor.community):
        yield actor.community


def view_identity(row: Identity) -> IdentityView:
    """The frozen form of a row."""
    return IdentityView(
        row.id, row.person_id, row.platform, row.external_id, row.name, row.handle, row.is_bot, row.seen_at
    )


def view_people(rows: Sequence[Person]) -> list[PersonView]:
    """The frozen form of rows, with their identities fetched at once."""
    theirs: dict[int, list[IdentityView]] = {row.id: [] for row in rows}
    for identity in Identity.objects.filter(person_id__in=list(theirs)).order_by("id"):
        theirs[identity.person_id].append(view_identity(identity))
    return [PersonView(row.id, row.name, row.note, row.erased_at is not None, tuple(theirs[row.id])) for row in rows]


def people(actor: Actor, ids: Iterable[int]) -> dict[int, PersonView]:
    """Those of `ids` that exist here, by id. An id that was merged away is absent."""
    with seeing(actor):
        found = view_people(list(Person.objects.filter(id__in=list(ids), merged_into=None)))
    return {one.id: one for one in found}


def person(actor: Actor, person_id: int) -> PersonView:
    """Raises `NotFound`, also for a person merged into another."""
    found = people(actor, [person_id]).get(person_id)
    if found is None:
        raise NotFound
    return found


def find_people(actor: Actor, text: str = "", *, limit: int = 50, offset: int = 0) -> tuple[list[PersonView], int]:
    """People whose name, handle or id on a platform contains `text`, by name, and how many there are in all."""
    with seeing(actor) as community:
        rows = _listed(community, text)
        return view_people(list(rows.order_by("name", "id")[offset : offset + limit])), rows.count()


def find_people_ids(actor: Actor, text: str = "") -> list[int]:
    """The ids of everybody `find_people` would find, by name."""
    with seeing(actor) as community:
        return list(_listed(community, text).order_by("name", "id").values_list("id", flat=True))


def _listed(community: int, text: str) -> QuerySet[Person]:
    rows: QuerySet[Person] = Person.objects.filter(community_id=community, merged_into=None, erased_at=None)
    for word in text.casefold().split():
        rows = rows.filter(search__contains=word)
    return rows


def identities(actor: Actor) -> list[IdentityView]:
    """Every identity of the community, for whoever counts by person: `{one.id: one.person for one in ...}`."""
    with seeing(actor) as community:
        return [view_identity(row) for row in Identity.objects.filter(community_id=community).order_by("id")]


def identities_between(actor: Actor, first: int, last: int) -> list[int]:
    """Ids of identities with first <= id <= last, tombstones of erased ones left out."""
    with seeing(actor) as community:
        rows = Identity.objects.filter(community_id=community, id__gte=first, id__lte=last)
        erased = Erasure.objects.values_list("identity_id", flat=True)
        return list(rows.exclude(id__in=erased).order_by("id").values_list("id", flat=True))


def owners(actor: Actor, identity_ids: Iterable[int]) -> dict[int, int]:
    """The people behind these identities, those absent left out."""
    with seeing(actor) as community:
        rows = Identity.objects.filter(community_id=community, id__in=list(identity_ids))
        return dict(rows.values_list("id", "person_id"))


def called_bots(actor: Actor) -> set[int]:
    """Identities that their platform calls bots."""
    with seeing(actor) as community:
        rows = Identity.objects.filter(community_id=community, is_bot=True)
        return set(rows.values_list("id", flat=True))


def names(actor: Actor) -> dict[int, tuple[str, str]]:
    """Name and search text of everybody who was neither merged away nor erased, by person."""
    with seeing(actor) as community:
        rows = Person.objects.filter(community_id=community, merged_into=None, erased_at=None)
        return {person: (name, search) for person, name, search in rows.values_list("id", "name", "search")}


def erased_identities(actor: Actor) -> set[int]:
    """Tombstones: what their people say and are called must not be stored again."""
    with seeing(actor):
        return set(Erasure.objects.values_list("identity_id", flat=True))


def merges(actor: Actor, person_id: int | None = None, *, limit: int = 200) -> list[MergeView]:
    """Merges of one person or of all, latest first, those undone included."""
    with seeing(actor) as community:
        rows = Merge.objects.filter(community_id=community).select_related("kept", "merged")
        if person_id is not None:
            rows = rows.filter(Q(kept_id=person_id) | Q(merged_id=person_id))
        return [_view_merge(row) for row in rows.order_by("-id")[:limit]]


def _view_merge(row: Merge) -> MergeView:
    return MergeView(
        row.id,
        row.kept_id,
        row.kept.name,
        row.merged_id,
        row.merged.name,
        row.reason,
        row.detail,
        row.confidence,
        row.made_at,
        row.made_by_name,
        row.undone_at,
    )


def matches(actor: Actor, *, limit: int = 200) -> list[MatchView]:
    """Pairs that wait for a decision, surest first."""
    with seeing(actor) as community:
        rows = list(
            Match.objects.filter(community_id=community, state=Match.State.PROPOSED).order_by("-confidence", "id")[
                :limit
            ]
        )
        wanted = {one for row in rows for one in (row.one_id, row.other_id)}
        by_id = {one.id: one for one in view_people(list(Person.objects.filter(id__in=wanted)))}
    return [
        MatchView(row.id, by_id[row.one_id], by_id[row.other_id], row.reason, row.detail, row.confidence)
        for row in rows
    ]


def person_to_change(actor: Actor, person_id: int) -> Person:
    """The row, locked. Raises `NotFound` for one that is absent, merged away or erased."""
    policy.may_see(actor).or_refuse()
    return person_to_erase(actor, person_id)


def person_to_erase(actor: Actor, person_id: int) -> Person:
    """The same for somebody who may not look at others: a member, at their own."""
    with tenancy.within(actor.here):
        living = Person.objects.select_for_update().filter(merged_into=None, erased_at=None)
        row = living.filter(id=person_id).first()
    if row is None:
        raise NotFound
    return row


def merge_to_undo(actor: Actor, merge_id: int) -> Merge:
    """The row, locked. Raises `NotFound`."""
    with seeing(actor):
        row = Merge.objects.select_for_update().filter(id=merge_id).first()
    if row is None:
        raise NotFound
    return row


def match_to_decide(actor: Actor, match_id: int) -> Match:
    """The row, locked. Raises `NotFound` for one that is absent or decided."""
    with seeing(actor):
        row = Match.objects.select_for_update().filter(id=match_id, state=Match.State.PROPOSED).first()
    if row is None:
        raise NotFound
    return row
