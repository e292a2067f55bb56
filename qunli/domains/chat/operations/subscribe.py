"""A member's browser is to be told things, or no more."""

from __future__ import annotations

from django.utils import translation

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group
from qunli.domains.chat.push_models import NoticeChoice, NoticeCursor, Subscription
from qunli.domains.chat.pushing import keys, sending
from qunli.domains.members import facade as members

BROWSERS = 10
"""Of one member in one community; the oldest gives way."""


@operation
def subscribe(
    *, actor: Actor, user: int, session: str, endpoint: str, p256dh: str, auth: str, key: str | None = None
) -> None:
    """From now on, and until the session ends. A browser that was somebody else's is the member's now. Raises
    `Forbidden` and `Invalid`."""
    policy.may_choose_notices(actor).or_refuse()
    if len(endpoint) > 1000 or not sending.reach.takes(endpoint) or not keys.is_subscriber(p256dh, auth):
        raise Invalid(_("This browser cannot be reached: its push service is none that we know how to use."))
    if not session:
        raise Invalid(_("Sign in first."))
    NoticeChoice.objects.get_or_create(community_id=actor.here, person_id=actor.person)
    before = set(NoticeCursor.objects.values_list("group_id", flat=True))
    groups = Group.objects.filter(opened_at__isnull=False).exclude(id__in=before).values_list("id", "last_seq")
    NoticeCursor.objects.bulk_create(
        [NoticeCursor(community_id=actor.here, group_id=group, seq=last) for group, last in groups],
        ignore_conflicts=True,
    )
    facts = {
        "person_id": actor.person, "user_id": user, "session": session, "p256dh": p256dh, "auth": auth,
        "language": translation.get_language() or "en", "failures": 0,
    }  # fmt: skip
    Subscription.objects.filter(endpoint=endpoint).exclude(person_id=actor.person).delete()
    Subscription.objects.update_or_create(community_id=actor.here, endpoint=endpoint, defaults=facts)
    mine = Subscription.objects.filter(person_id=actor.person).order_by("-id")
    Subscription.objects.filter(id__in=list(mine.values_list("id", flat=True)[BROWSERS:])).delete()


@operation
def unsubscribe(*, actor: Actor, endpoint: str, key: str | None = None) -> None:
    """This browser is told nothing more. One that never was stays untold."""
    policy.may_choose_notices(actor).or_refuse()
    Subscription.objects.filter(person_id=actor.person, endpoint=endpoint).delete()


@operation
def end_subscriptions(*, actor: Actor, person: int) -> None:
    """Somebody is no member any more: their browsers are told nothing, and what they chose is not kept."""
    policy.may_keep(actor).or_refuse()
    standing = members.standings(actor.here, [person]).get(person)
    if standing is not None and standing.is_active:
        return
    Subscription.objects.filter(person_id=person).delete()
    NoticeChoice.objects.filter(person_id=person).delete()


@operation
def browser_key(*, actor: Actor) -> str:
    """What the member's browser needs to subscribe: the community's public key."""
    policy.may_choose_notices(actor).or_refuse()
    return keys.public_key(actor.here)
