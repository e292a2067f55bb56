"""A member is given a link to sign in with, and uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.models import User
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.members import doors, policy
from qunli.domains.members.accounts_elsewhere import why_no_link
from qunli.domains.members.events import MemberSignedInByLink, SignInLinkMade
from qunli.domains.members.models import Membership, SignInLink

MINUTES = 15
SPENT = _("This link was used or is too old. Ask for a new one: in the chat, or from whoever runs the community.")


@dataclass(frozen=True)
class SignInOffer:
    """Whom a link signs in, and where."""

    community: str
    slug: str
    name: str


@operation
def sign_in_link(*, actor: Actor, person: int, minutes: int = MINUTES) -> str:
    """What stands in a link by which the member signs in once within `minutes`; only its digest is kept. Links given
    before open nothing any more. Raises `Forbidden`, `NotFound` for somebody who is no member, and `Conflict` for an
    account that opens more than this operator's communities."""
    policy.may_give_links(actor).or_refuse()
    row = _member(person)
    if reason := why_no_link(row.user, actor.here):
        raise Conflict(reason)
    SignInLink.objects.filter(person_id=person, used_at=None).delete()
    token, digest = doors.new_secret(actor.here)
    SignInLink.objects.create(
        community_id=actor.here,
        person_id=person,
        digest=digest,
        expires_at=timezone.now() + timedelta(minutes=max(1, min(60, minutes))),
    )
    tell(SignInLinkMade(community=actor.here, person=person))
    return token


def sign_in_offer(token: str) -> SignInOffer:
    """Whom the link would sign in; looking at it uses nothing up, as chats open links for their previews. Raises
    `NotFound` and `Conflict`."""
    with doors.behind(token) as community:
        row = SignInLink.objects.select_related("person").filter(digest=doors.digest(token)).first()
        if row is None or row.used_at is not None or row.expires_at <= timezone.now():
            raise Conflict(SPENT)
        return SignInOffer(community.name, community.slug, row.person.name)


@operation
def use_sign_in_link(*, actor: Actor, token: str) -> int:
    """The account to sign in, made when the member had none. Once. Raises `Conflict` and `NotFound`."""
    with doors.behind(token) as community, tenancy.within(community.id):
        row = SignInLink.objects.select_for_update().filter(digest=doors.digest(token)).first()
        if row is None or row.used_at is not None or row.expires_at <= timezone.now():
            raise Conflict(SPENT)
        member = _member(row.person_id)
        if reason := why_no_link(member.user, community.id):
            raise Conflict(reason)
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        if member.user_id is None:
            member.user = User.objects.create_user(None, name=member.person.name)
            member.save(update_fields=["user"])
        tell(MemberSignedInByLink(community=community.id, person=row.person_id))
        return member.user_id or 0


def _member(person: int) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "user")
    row = rows.filter(person_id=person, state=Membership.State.ACTIVE).first()
    if row is None:
        raise NotFound
    return row
