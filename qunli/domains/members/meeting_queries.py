"""Reads of how members find each other: the directory, cards, introductions, whom one could meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.members import meeting_decisions, policy
from qunli.domains.members.meeting_decisions import Fit, Wish
from qunli.domains.members.models import Card, Introduction, Membership
from qunli.domains.members.standing import standings

CONSIDERED = 2000
"""Cards looked at for proposals, latest first: enough to find somebody, few enough for a page."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CardView:
    """A card as somebody may see it: what its owner does not show is empty. `contact` is seen by its owner only."""

    person: int
    name: str
    needs: tuple[str, ...]
    resources: tuple[str, ...]
    city: str
    about: str
    contact: str
    shown: tuple[str, ...]
    listed: bool
    introducible: bool
    greets: bool


@dataclass(frozen=True)
class IntroductionView:
    """An introduction as one of the two sees it. `says` is what the reader said, null before; `contact` what the other
    told them, once it is made. `ask_help`: a week has passed and the reader has not said whether it helped."""

    id: int
    them: int
    name: str
    proposer: str
    words: str
    state: str
    says: bool | None
    contact: str
    ask_help: bool
    helped: bool | None
    made_at: datetime


def own_card(actor: Actor) -> CardView:
    """The member's card, empty before they wrote one. Raises `Forbidden` and `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        member = Membership.objects.select_related("person").filter(person_id=actor.person).first()
        if member is None:
            raise NotFound
        row = Card.objects.filter(person_id=actor.person).first() or Card(
            person=member.person, shown=["needs", "resources", "city", "about"]
        )
        return _view(row, member.person.name, whole=True)


def card_of(actor: Actor, person: int) -> CardView:
    """What a member shows of themselves. Raises `Forbidden`, and `NotFound` for whoever is not listed."""
    found, _total = directory(actor, people=(person,))
    if not found:
        raise NotFound
    return found[0]


def directory(
    actor: Actor,
    text: str = "",
    *,
    city: str = "",
    people: Sequence[int] | None = None,
    limit: int = 30,
    offset: int = 0,
) -> tuple[list[CardView], int]:
    """Listed cards of active members that hold every word of `text` in what they show, latest first, and how many. For
    members and for whoever reads the console. Raises `Forbidden`."""
    if actor.kind != "member":
        policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = _listed(actor.here)
        if people is not None:
            rows = rows.filter(person_id__in=list(people))
        if city:
            rows = rows.filter(city_shown=city)
        for word in meeting_decisions.folded(text).split():
            rows = rows.filter(search__contains=word)
        page = list(rows.select_related("person").order_by("-changed_at", "-id")[offset : offset + limit])
        total = rows.count() if len(page) == limit or offset else len(page)
        return [_view(row, row.person.name, whole=False) for row in page], total


def mentionable(actor: Actor, beginning: str, limit: int = 6) -> list[tuple[int, str]]:
    """Web identity and name of members in the directory whose name begins so, by name. Raises `Forbidden`."""
    if actor.kind != "member":
        policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = _listed(actor.here).filter(person__name__istartswith=beginning).order_by("person__name", "id")
        people = list(rows.values_list("person_id", flat=True)[:limit])
        known = standings(actor.here, people)
    found = [known[person] for person in people]
    return [(one.identity, one.name) for one in found if one.identity is not None]


def cities(actor: Actor, most: int = 30) -> list[str]:
    """Cities that listed members show, by name."""
    if actor.kind != "member":
        policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Card.objects.filter(community_id=actor.here, listed=True, city_shown__gt="")
        return sorted(rows.order_by("city_shown").values_list("city_shown", flat=True).distinct()[:most])


def introductions(actor: Actor, most: int = 50) -> list[IntroductionView]:
    """The member's introductions, those to answer first, then latest first. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Introduction.objects.filter(Q(one_id=actor.person) | Q(other_id=actor.person), community_id=actor.here)
        found = [
            _introduction(row, actor.person)
            for row in rows.select_related("one", "other", "proposer").order_by("-id")[:most]
        ]
    return sorted(found, key=lambda one: not (one.state == "asked" and one.says is None) and not one.ask_help)


def introduction(actor: Actor, introduction: int) -> IntroductionView:
    """One of the member's. Raises `Forbidden` and `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Introduction.objects.filter(Q(one_id=actor.person) | Q(other_id=actor.person), id=introduction)
        row = rows.select_related("one", "other", "proposer").first()
        if row is None:
            raise NotFound
        return _introduction(row, actor.person)


def known_introduction(actor: Actor, introduction: int) -> None:
    """Raises `NotFound` for one that is not of the actor's community."""
    with tenancy.within(actor.here):
        if not Introduction.objects.filter(id=introduction).exists():
            raise NotFound


def proposed_by(actor: Actor, most: int = 20) -> list[tuple[str, str, str]]:
    """What became of the introductions that the member proposed for others: two names and a state, latest first."""
    policy.may_take_part(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Introduction.objects.filter(proposer_id=actor.person).exclude(
            Q(one_id=actor.person) | Q(other_id=actor.person)
        )
        return [
            (row.one.name, row.other.name, row.state)
            for row in rows.select_related("one", "other").order_by("-id")[:most]
        ]


def suggestions(actor: Actor, ties: Mapping[int, float], most: int = 5) -> list[tuple[CardView, Fit]]:
    """Whom the member could meet, best first, with why. `ties` is how much they have to do with people already. Only
    what cards show is used. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    mine = own_card(actor)
    if not mine.needs and not mine.resources:
        return []
    with tenancy.within(actor.here):
        asked = Introduction.objects.filter(Q(one_id=actor.person) | Q(other_id=actor.person)).values_list(
            "one_id", "other_id"
        )
        known = {person for pair in asked for person in pair} | {actor.person}
        rows = _listed(actor.here).filter(introducible=True).exclude(person_id__in=known)
        cards = {row.person_id: row for row in _considered(rows, mine)}
        wishes = [_wish(_view(row, row.person.name, whole=False)) for row in cards.values()]
        found = meeting_decisions.fits(_wish(mine), wishes, ties, most)
        return [(_view(cards[fit.person], cards[fit.person].person.name, whole=False), fit) for fit in found]


def _considered(rows: QuerySet[Card], mine: CardView) -> Iterable[Card]:
    """Cards that name something of what the member needs or offers: the database looks, the ranking reads few."""
    wanted = {term for line in (*mine.needs, *mine.resources) for term in meeting_decisions.terms(line)}
    some = Q()
    for term in sorted(wanted)[:24]:
        some |= Q(search__contains=term)
    return rows.filter(some).select_related("person").order_by("-changed_at", "-id")[:CONSIDERED] if wanted else ()


def _listed(community: int) -> QuerySet[Card]:
    active = Membership.objects.filter(person_id=OuterRef("person_id"), state=Membership.State.ACTIVE)
    rows: QuerySet[Card] = Card.objects.filter(community_id=community, listed=True)
    return rows.filter(Exists(active))


def _wish(card: CardView) -> Wish:
    return Wish(card.person, card.needs, card.resources, card.city)


def _view(row: Card, name: str, *, whole: bool) -> CardView:
    def seen(part: str) -> bool:
        return whole or part in row.shown

    return CardView(
        row.person_id,
        name,
        tuple(row.needs) if seen("needs") else (),
        tuple(row.resources) if seen("resources") else (),
        row.city if seen("city") else "",
        row.about if seen("about") else "",
        row.contact if whole else "",
        tuple(row.shown),
        row.listed,
        row.introducible,
        row.greets,
    )


def _introduction(row: Introduction, reader: int) -> IntroductionView:
    first = row.one_id == reader
    them = row.other if first else row.one
    made = row.state == Introduction.State.MADE
    helped = row.one_helped if first else row.other_helped
    old = row.settled_at is not None and row.settled_at < timezone.now() - A_WEEK
    lapsed = row.state == Introduction.State.DECLINED
    return IntroductionView(
        row.id,
        them.id,
        them.name,
        row.proposer.name if row.proposer and row.proposer_id not in (row.one_id, row.other_id) else "",
        row.words,
        "lapsed" if lapsed else row.state,
        row.one_says if first else row.other_says,
        (row.other_contact if first else row.one_contact) if made else "",
        made and old and helped is None,
        helped,
        row.made_at,
    )
