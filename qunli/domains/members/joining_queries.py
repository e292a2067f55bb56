"""Reads of how one joins: the settings, applications, invitations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound, Sentence
from qunli.domains.communities import facade as communities
from qunli.domains.members import doors, policy
from qunli.domains.members.joining_decisions import Question, Thresholds, free_places, question, why_shut
from qunli.domains.members.membership_decisions import Inviting, why_not_invite
from qunli.domains.members.models import Application, Grant, Invitation, Joining, Membership, Person

QUOTA_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class JoiningView:
    """How one joins, and how newcomers are received. `founding`: the community is not open yet. `free` places are null
    without a limit."""

    founding: bool
    closed: bool
    invited_only: bool
    reviewed: bool
    invited_pass: bool
    questions: tuple[Question, ...]
    capacity: int | None
    free: int | None
    waiting: int
    thresholds: Thresholds
    inviting: Inviting
    welcome: str
    first_task: str

    def why_shut(self, *, invited: bool) -> Sentence | None:
        """Why a stranger, with a link or without, is not let in now; null when they are."""
        return why_shut(founding=self.founding, closed=self.closed, invited_only=self.invited_only, invited=invited)


@dataclass(frozen=True)
class ApplicationView:
    """An application. `asked` pairs each question with its answer; `reasons` are plain values of
    `joining_decisions.Reason`; `inviter` is a name, or empty."""

    id: int
    person: int
    name: str
    asked: tuple[tuple[str, str], ...]
    score: int
    reasons: tuple[dict[str, Any], ...]
    state: str
    reason: str
    made_at: datetime
    decided_at: datetime | None
    decided_by_name: str
    inviter: str
    before: int
    """How many are ahead on the waiting list."""
    known: tuple[tuple[str, int, str], ...] = ()
    """Signs that it may be somebody who was removed (see `returning.Sign`): kind, person, name."""


@dataclass(frozen=True)
class InvitationView:
    """A link, by whom, and whom it brought. `state` is open, used, expired or withdrawn."""

    id: int
    token: str
    inviter: int | None
    inviter_name: str
    note: str
    most: int
    used: int
    stayed: int
    made_at: datetime
    expires_at: datetime
    state: str


def joining_row(community: int) -> Joining:
    """The settings as they are kept, or as they hold without having been touched."""
    return Joining.objects.filter(community_id=community).first() or Joining(community_id=community)


def joining(community: int) -> JoiningView:
    """How one joins this community, for whoever stands at the door."""
    with tenancy.within(community):
        row = joining_row(community)
        free = _free(row)
        waiting = Application.objects.filter(state=Application.State.WAITING).count()
    return JoiningView(
        not communities.community(community).is_open,
        row.closed,
        row.invited_only,
        row.reviewed,
        row.invited_pass,
        tuple(question(one) for one in row.questions),
        row.capacity,
        free,
        waiting,
        Thresholds(row.approve_from, row.refuse_below),
        inviting(row),
        row.welcome,
        row.first_task,
    )


def free_now(community: int) -> int | None:
    """How many places the community entered has left; null when there is no limit."""
    return _free(joining_row(community))


def _free(row: Joining) -> int | None:
    active = Membership.objects.filter(state=Membership.State.ACTIVE).count() if row.capacity is not None else 0
    return free_places(row.capacity, active)


def inviting(row: Joining) -> Inviting:
    """What binds members who invite."""
    return Inviting(row.members_invite, row.invite_after_days, row.invite_quota, row.invite_uses, row.invite_days)


def applications(
    actor: Actor, state: str = Application.State.OPEN, *, limit: int = 50, offset: int = 0
) -> tuple[list[ApplicationView], int]:
    """Applications in one state, and how many: to decide by points, the waiting list in its order, else latest first.
    Raises `Forbidden`."""
    policy.may_see_applications(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Application.objects.filter(community_id=actor.here, state=state)
        order = {"open": ("-score", "made_at", "id"), "waiting": ("made_at", "id")}.get(state, ("-made_at", "-id"))
        return _views(rows.order_by(*order)[offset : offset + limit], offset), rows.count()


def application_counts(actor: Actor) -> dict[str, int]:
    """How many applications there are by state."""
    policy.may_see_applications(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Application.objects.filter(community_id=actor.here).order_by()
        return dict(rows.values_list("state").annotate(n=Count("id")))


def application_of(actor: Actor, person: int) -> ApplicationView | None:
    """The latest application of a person, for whoever runs the community."""
    policy.may_see_applications(actor).or_refuse()
    with tenancy.within(actor.here):
        found = _views(Application.objects.filter(person_id=person).order_by("-id")[:1], 0)
    return found[0] if found else None


def own_application(user: User, community: int) -> ApplicationView | None:
    """Where an account stands that asked to come in; null when it did not."""
    with tenancy.within(community):
        person = Membership.objects.filter(user_id=user.id).values_list("person_id", flat=True).first()
        rows = Application.objects.filter(person_id=person or 0).order_by("-id")[:1]
        found = _views(rows, 0)
        if not found or found[0].state != Application.State.WAITING:
            return found[0] if found else None
        ahead = Application.objects.filter(state=Application.State.WAITING, made_at__lt=found[0].made_at).count()
    return ApplicationView(**{**vars(found[0]), "before": ahead})


def state_of(user: User, community: int) -> str:
    """How an account's membership stands here; "" when there never was one."""
    with tenancy.within(community):
        return Membership.objects.filter(user_id=user.id).values_list("state", flat=True).first() or ""


def _views(rows: QuerySet[Application], offset: int) -> list[ApplicationView]:
    found = []
    listed = list(rows.select_related("person", "invitation__inviter"))
    removed = {sign["person"] for row in listed for sign in row.known}
    names = dict(Person.objects.filter(id__in=removed).values_list("id", "name")) if removed else {}
    for at, row in enumerate(listed):
        inviter = row.invitation.inviter if row.invitation else None
        asked = tuple((one["text"], row.answers.get(one["id"], "")) for one in row.questions)
        found.append(
            ApplicationView(
                row.id,
                row.person_id,
                row.person.name,
                asked,
                row.score,
                tuple(row.reasons),
                row.state,
                row.reason,
                row.made_at,
                row.decided_at,
                row.decided_by_name,
                inviter.name if inviter else "",
                offset + at,
                tuple((sign["kind"], sign["person"], names.get(sign["person"], "")) for sign in row.known),
            )
        )
    return found


def invitations(
    actor: Actor, *, mine: bool = False, limit: int = 50, offset: int = 0
) -> tuple[list[InvitationView], int]:
    """A member's own links, or all of the community for those who decide who comes in; latest first. Raises
    `Forbidden`."""
    if not mine:
        policy.may_see_applications(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Invitation.objects.filter(community_id=actor.here)
        if mine:
            rows = rows.filter(inviter_id=actor.id) if actor.kind == "member" else rows.none()
        page = list(rows.select_related("inviter").order_by("-made_at", "-id")[offset : offset + limit])
        stayed = dict(
            Membership.objects.filter(invitation_id__in=[row.id for row in page], state=Membership.State.ACTIVE)
            .order_by()
            .values_list("invitation_id")
            .annotate(n=Count("id"))
        )
        return [view_invitation(row, stayed.get(row.id, 0)) for row in page], rows.count()


def invitation(actor: Actor, number: int) -> InvitationView:
    """One link of the community, new ones among them. Raises `Forbidden` and `NotFound`."""
    policy.may_see_applications(actor).or_refuse()
    with tenancy.within(actor.here):
        row = Invitation.objects.select_related("inviter").filter(id=number).first()
        if row is None:
            raise NotFound
        return view_invitation(row)


def view_invitation(row: Invitation, stayed: int = 0) -> InvitationView:
    """The frozen form of a row."""
    return InvitationView(
        row.id,
        doors.invitation_token(row),
        row.inviter_id,
        row.inviter.name if row.inviter else row.made_by_name,
        row.note,
        row.most,
        row.used,
        stayed,
        row.made_at,
        row.expires_at,
        invitation_state(row),
    )


def invitation_state(row: Invitation) -> str:
    """open, used, expired or withdrawn."""
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.used >= row.most:
        return "used"
    return "expired" if row.expires_at <= timezone.now() else "open"


def why_not_inviting(actor: Actor) -> Any:
    """Why this member may not make a link now; null when they may. Raises `NotFound` for somebody who is no member."""
    with tenancy.within(actor.here):
        row = Membership.objects.filter(person_id=actor.person, state=Membership.State.ACTIVE).first()
        if row is None:
            raise NotFound
        lately = Invitation.objects.filter(inviter_id=actor.person, made_at__gt=timezone.now() - QUOTA_DAYS).count()
        return why_not_invite(
            inviting(joining_row(actor.here)),
            joined_at=row.joined_at,
            holds_post=Grant.objects.filter(person_id=actor.person).exists(),
            lately=lately,
            now=timezone.now(),
        )


def invited_by(actor: Actor, people: Sequence[int]) -> dict[int, str]:
    """Who brought each of these people, by name; those nobody brought are left out."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Membership.objects.filter(person_id__in=list(people), invitation__inviter__isnull=False)
        return dict(rows.values_list("person_id", "invitation__inviter__name"))


def invitation_token(actor: Actor, invitation: int) -> str:
    """What stands in a link of the community. Raises `NotFound`."""
    with tenancy.within(actor.here):
        row = Invitation.objects.filter(community_id=actor.here, id=invitation).first()
    if row is None:
        raise NotFound
    return doors.invitation_token(row)


def application_to_decide(actor: Actor, application: int) -> Application:
    """The row, locked. Raises `NotFound`."""
    row = Application.objects.select_for_update().filter(community_id=actor.here, id=application).first()
    if row is None:
        raise NotFound
    return row


def invitation_behind(token: str) -> tuple[str, InvitationView]:
    """The community's address and the link itself. Raises `NotFound`."""
    with doors.behind(token) as community:
        from_link = doors.invitation_of(token, Invitation.objects.select_related("inviter"))
        return community.slug, view_invitation(from_link)
