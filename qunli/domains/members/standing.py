"""Who stands how in a community: what a page, a chat command and the message path ask before anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members.accounts_elsewhere import active_in
from qunli.domains.members.models import Grant, Identity, Membership, Person

WEB = "web"
"""The platform of Qunli's own groups; there a person's identity is their own number."""


@dataclass(frozen=True)
class Standing:
    """A person's place. `identity` is the one of the web groups, null before they came in; `powers` come from posts."""

    person: int
    name: str
    state: str
    identity: int | None
    joined_at: datetime | None
    silent_until: datetime | None
    powers: frozenset[str]

    @property
    def is_active(self) -> bool:
        return self.state == Membership.State.ACTIVE

    def is_silent(self, now: datetime) -> bool:
        """Whether nothing of theirs is taken in now."""
        return self.silent_until is not None and self.silent_until > now


def enter_as_member(user: User, slug: str) -> tuple[Actor, communities.CommunityView]:
    """The account's actor in a community it is a member of. Raises `NotFound` for everybody else."""
    community = communities.community_at(slug)
    with tenancy.within(community.id):
        row = Membership.objects.filter(user_id=user.id, state=Membership.State.ACTIVE).first()
        if row is None:
            raise NotFound
        return member_actor(community.id, row.person_id), community


def member_actor(community: int, person: int) -> Actor:
    """The actor of an active member. Raises `NotFound`."""
    found = standings(community, [person]).get(person)
    if found is None or not found.is_active:
        raise NotFound
    return Actor(kind="member", id=person, community=community, powers=found.powers, name=found.name)


def standings(community: int, people: Iterable[int]) -> dict[int, Standing]:
    """Of those of `people` who have a membership, by person."""
    wanted = list(set(people))
    with tenancy.within(community):
        rows = Membership.objects.filter(person_id__in=wanted).select_related("person")
        known = {row.person_id: row for row in rows}
        identities = _web_identities(list(known))
        powers = _powers(list(known))
    return {
        person: Standing(
            person,
            row.person.name,
            row.state,
            identities.get(person),
            row.joined_at,
            row.silent_until,
            powers.get(person, frozenset()),
        )
        for person, row in known.items()
    }


@dataclass(frozen=True)
class Called:
    """Whose an identity is, and what they are called; an erased person has no name."""

    person: int
    name: str


def called(identities: Iterable[int]) -> dict[int, Called]:
    """For messages that leave this house: every identity of `identities` in the community entered."""
    rows = Identity.objects.filter(id__in=list(identities)).values_list("id", "person_id", "person__name")
    return {identity: Called(person, name) for identity, person, name in rows}


def external_ids(identities: Iterable[int]) -> dict[int, str]:
    """What their platform calls them; for identities of the community entered."""
    return dict(Identity.objects.filter(id__in=list(identities)).values_list("id", "external_id"))


def identities_on(person: int, platform: str) -> dict[int, str]:
    """A person's identities on one platform, with what it calls them."""
    return dict(Identity.objects.filter(person_id=person, platform=platform).values_list("id", "external_id"))


def names_of(people: Iterable[int]) -> dict[int, str]:
    """What those of `people` in the community entered are called; an erased person has no name."""
    return dict(Person.objects.filter(id__in=list(people)).values_list("id", "name"))


def memberships_of(user: User) -> list[communities.CommunityView]:
    """The communities an account is an active member of, by name."""
    return communities.some_communities(active_in(user))


def _web_identities(people: list[int]) -> dict[int, int]:
    """By person; of two that were found to be one, the identity they had themselves comes first."""
    rows = Identity.objects.filter(person_id__in=people, platform=WEB).order_by("id")
    found: dict[int, int] = {}
    for person, identity, own in rows.values_list("person_id", "id", "external_id"):
        if person not in found or own == str(person):
            found[person] = identity
    return found


def _powers(people: list[int]) -> dict[int, frozenset[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    lasting = Q(until__isnull=True) | Q(until__gt=timezone.now())
    for person, power in Grant.objects.filter(lasting, person_id__in=people).values_list("person_id", "power"):
        held[person].add(power)
    return {person: frozenset(powers) for person, powers in held.items()}


def is_member(community: int, user: int) -> bool:
    """Whether an account is an active member's."""
    with tenancy.within(community):
        return Membership.objects.filter(user_id=user, state=Membership.State.ACTIVE).exists()


def member_of_account(actor: Actor) -> Actor | None:
    """The member that an operator's account is in the community they are in; null when it is none there."""
    if actor.kind != "operator" or actor.id is None:
        return None
    row = Membership.objects.filter(user_id=actor.id, state=Membership.State.ACTIVE).first()
    return member_actor(actor.here, row.person_id) if row else None


def active_number(community: int) -> int:
    """How many members there are now."""
    with tenancy.within(community):
        return Membership.objects.filter(state=Membership.State.ACTIVE).count()
