"""What goes with a person whose data is erased: their place here, and what they said of themselves."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from qunli.core.events import tell
from qunli.domains.members.accounts_elsewhere import active_in, end_sessions, is_colleague
from qunli.domains.members.events import MemberLeft
from qunli.domains.members.models import (
    Application,
    Card,
    Consent,
    Grant,
    Introduction,
    Invitation,
    Membership,
    Newcomer,
    SignInLink,
)


def forget_membership(person: int) -> None:
    """The membership ends, its account is let go, and applications keep their outcome only. An account that opens
    nothing else loses its name and address."""
    row = Membership.objects.select_for_update(of=("self",)).select_related("user").filter(person_id=person).first()
    Application.objects.filter(person_id=person).update(questions=[], answers={}, reasons=[], reason="")
    Application.objects.filter(person_id=person, state__in=("open", "waiting")).update(
        state=Application.State.WITHDRAWN, decided_at=timezone.now()
    )
    Invitation.objects.filter(inviter_id=person).update(note="")
    Invitation.objects.filter(inviter_id=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    SignInLink.objects.filter(person_id=person).delete()
    Grant.objects.filter(person_id=person).delete()
    if row is None:
        return
    user = row.user
    if row.state == Membership.State.ACTIVE:
        tell(MemberLeft(community=row.community_id, person=person))
    end_sessions(user, row.community_id)
    row.state, row.user, row.since = Membership.State.LEFT, None, timezone.now()
    row.silent_until, row.joined_at = None, None
    row.save(update_fields=["state", "user", "since", "silent_until", "joined_at"])
    if (
        user is not None
        and not user.is_staff
        and not is_colleague(user)
        and not active_in(user, Membership.State.values)
    ):
        user.name, user.email, user.is_active = "", None, False
        user.save(update_fields=["name", "email", "is_active"])


def forget_meeting(person: int) -> None:
    """Card, introductions, consents and first steps go."""
    Card.objects.filter(person_id=person).delete()
    Introduction.objects.filter(Q(one_id=person) | Q(other_id=person)).delete()
    Introduction.objects.filter(proposer_id=person).update(proposer=None, words="")
    Consent.objects.filter(person_id=person).delete()
    Newcomer.objects.filter(person_id=person).delete()
    Newcomer.objects.filter(greeter_id=person).update(greeter=None, greeted_at=None)
