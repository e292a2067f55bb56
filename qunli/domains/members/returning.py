"""Signs that somebody at the door was removed here before. They put an application to a person; they never refuse it.

What this cannot know: somebody with another device, another link and another account in every chat is new to us.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from qunli.domains.members.models import Invitation, Membership, Person

Kind = Literal["account", "browser", "link", "way", "identity"]
REMOVED = Q(state=Membership.State.REMOVED) | Q(removed_at__isnull=False)
GENERATIONS = 5
PERSONAL = 20
"""A link for more people than this is a poster: one bad guest says nothing of the others."""
LATELY = timedelta(days=30)
"""For so long, whoever comes by the member who brought a removed one is looked at."""


@dataclass(frozen=True)
class Sign:
    """`person` was removed, and has this in common with who knocks: the account, the browser, an account in a chat, the
    member in whose line they were invited ("link"), or the way by which they came ("way")."""

    kind: Kind
    person: int


def signs(row: Membership, browser: int | None, link: Invitation | None) -> list[Sign]:
    """In the community entered; `browser` is whose member pages this browser showed last."""
    found = [Sign("account", row.person_id)] if _removed([row.person_id]) else []
    if browser is not None and browser != row.person_id:
        found += [Sign("browser", person) for person in _removed(_one_person(browser))]
    return found + (_by_link(link) if link is not None else [])


def is_removed(person: int) -> bool:
    """Whether somebody was removed, and not let in again since."""
    return bool(_removed([person]))


def _removed(people: Iterable[int]) -> list[int]:
    return list(Membership.objects.filter(REMOVED, person_id__in=list(people)).values_list("person_id", flat=True))


def _one_person(person: int) -> list[int]:
    """Who they are now, if they were found to be somebody else as well."""
    kept = Person.objects.filter(id=person).values_list("merged_into_id", flat=True).first()
    return [person] if kept is None else [person, kept]


def _by_link(link: Invitation) -> list[Sign]:
    inviter = link.inviter_id
    for _generation in range(GENERATIONS):
        if inviter is None:
            break
        if _removed([inviter]):
            return [Sign("link", inviter)]
        above = Membership.objects.filter(person_id=inviter).values_list("invitation__inviter_id", flat=True)
        inviter = above.first()
    same = Q(invitation=link) if link.most <= PERSONAL else Q(pk__in=())
    if link.inviter_id is not None:
        same |= Q(invitation__inviter_id=link.inviter_id, since__gt=timezone.now() - LATELY)
    rows = Membership.objects.filter(REMOVED & same).order_by("-since").values_list("person_id", flat=True)
    return [Sign("way", person) for person in rows[:3]]
