"""Who stands how in a community: what a page, a chat command and the message path ask before anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members.accounts_elsewhere import active_in
from qunli.domains.members.models import Identity, Membership, Person

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


_STANDINGS = """
    SELECT m.person_id, p.name, m.state, m.joined_at, m.silent_until, i.id, i.external_id, g.power
    FROM members_membership m
    JOIN members_person p ON p.id = m.person_id
    LEFT JOIN members_identity i ON i.person_id = m.person_id AND i.community_id = m.community_id AND i.platform = %s
    LEFT JOIN members_grant g ON g.person_id = m.person_id AND g.community_id = m.community_id
        AND (g.until IS NULL OR g.until > %s)
    WHERE m.community_id = %s AND m.person_id IN ({people})
    ORDER BY i.id"""
"""By hand, because every batch of messages asks this: put together by the models, in three questions, it took two
fifths of taking messages in."""


def standings(community: int, people: Iterable[int]) -> dict[int, Standing]:
    """Of those of `people` who have a membership, by person. Of two web identities that were found to be one person's,
    the one they had themselves comes first."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    found: dict[int, Standing] = {}
    powers: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(wanted))
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_STANDINGS.format(people=marks), [WEB, now, community, *wanted])
        for person, name, state, joined, silent, identity, own, power in cursor.fetchall():
            if power is not None:
                powers[person].add(power)
            if person not in found or own == str(person):
                found[person] = Standing(person, name, state, identity, _utc(joined), _utc(silent), frozenset())
    return {person: replace(one, powers=frozenset(powers[person])) for person, one in found.items()}


def _utc(moment: datetime | None) -> datetime | None:
    """SQLite keeps no zone; what Django writes there is UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


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


def called_on(platform: str, external_ids: Iterable[str]) -> dict[str, str]:
    """What those are called here whom a platform calls by these ids; for the community entered."""
    rows = Identity.objects.filter(platform=platform, external_id__in=list(external_ids))
    return dict(rows.values_list("external_id", "person__name"))


def identities_on(person: int, platform: str) -> dict[int, str]:
    """A person's identities on one platform, with what it calls them."""
    return dict(Identity.objects.filter(person_id=person, platform=platform).values_list("id", "external_id"))


def names_of(people: Iterable[int]) -> dict[int, str]:
    """What those of `people` in the community entered are called; an erased person has no name."""
    return dict(Person.objects.filter(id__in=list(people)).values_list("id", "name"))


def active_by_name(community: int, names: Iterable[str]) -> dict[str, list[int]]:
    """Active members who are called exactly so, by name; several may share one."""
    found: dict[str, list[int]] = defaultdict(list)
    with tenancy.within(community):
        rows = Membership.objects.filter(person__name__in=set(names), state=Membership.State.ACTIVE)
        for name, person in rows.order_by("person_id").values_list("person__name", "person_id"):
            found[name].append(person)
    return dict(found)


def memberships_of(user: User) -> list[communities.CommunityView]:
    """The communities an account is an active member of, by name."""
    return communities.some_communities(active_in(user))


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


def selves(actor: Actor) -> frozenset[tuple[str, int | None]]:
    """As whom somebody acts in the community they are in: a colleague's account may be a member's, too."""
    who = {"operator": "user_id", "member": "person_id"}.get(actor.kind)
    rows = Membership.objects.filter(**{who: actor.id}).values_list("user_id", "person_id") if who else ()
    found: set[tuple[str, int | None]] = {(actor.kind, actor.id)}
    for user, person in rows:
        found |= {("member", person)} | ({("operator", user)} if user else set())
    return frozenset(found)


def active_number(community: int) -> int:
    """How many members there are now."""
    with tenancy.within(community):
        return Membership.objects.filter(state=Membership.State.ACTIVE).count()
