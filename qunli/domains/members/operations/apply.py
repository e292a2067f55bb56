"""Somebody asks to come in, and is let in, put in line, asked about or turned down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db.models import F
from django.utils import timezone

from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.models import User
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Forbidden, NotFound
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.members import decisions, doors, joining_decisions, policy, returning
from qunli.domains.members.events import ApplicationDecided, ApplicationMade
from qunli.domains.members.joining_queries import free_now, invitation_state, joining
from qunli.domains.members.models import Application, Invitation, Membership, Person
from qunli.domains.members.operations.admit import admit

TURNED_DOWN = _("Your answers did not reach what this community asks for.")


@dataclass(frozen=True)
class Applied:
    """Who asked, the account by which they see where they stand, and how they stand: a state of `Membership`."""

    person: int
    user: int
    state: str


@operation
def apply(
    *,
    actor: Actor,
    name: str,
    answers: Mapping[str, str],
    invitation: str = "",
    browser: int | None = None,
    key: str | None = None,
) -> Applied:
    """A guest asks to come in by `name`, with answers by question id and perhaps by a link. An account is made for who
    has none. `browser` is whose member pages this browser showed last. Who may be somebody that was removed is not let
    in without a person's look. Raises `Invalid` naming the question, `Forbidden` at a closed door and before the
    community is open, `Conflict` for a link that opens nothing any more and for who is inside or in line already."""
    policy.may_apply(actor).or_refuse()
    take_turns("members.admit", actor.here)
    rules = joining(actor.here)
    link = _link(invitation)
    if shut := rules.why_shut(invited=link is not None):
        raise Forbidden(shut)
    kept = joining_decisions.answers(rules.questions, answers)
    scored = joining_decisions.score(rules.questions, kept)
    row = _membership(actor, name, link)
    wanted = joining_decisions.outcome(
        scored.points, rules.thresholds, reviewed=rules.reviewed, passes=link is not None and rules.invited_pass
    )
    known = returning.signs(row, browser, link)
    application = Application.objects.create(
        community_id=actor.here,
        person_id=row.person_id,
        invitation=link,
        questions=[{"id": one.id, "text": one.text} for one in rules.questions],
        answers=kept,
        score=scored.points,
        reasons=[asdict(one) for one in scored.reasons],
        known=[asdict(one) for one in known],
    )
    tell(ApplicationMade(community=actor.here, application=application.id, person=row.person_id, state="open"))
    if wanted == "refuse" or (wanted == "admit" and not known):
        settle(application, wanted, reason=str(TURNED_DOWN) if wanted == "refuse" else "", by="")
    row.refresh_from_db(fields=["state", "user"])
    return Applied(row.person_id, row.user_id or 0, row.state)


def settle(application: Application, verdict: str, *, reason: str, by: str) -> None:
    """Let in (or put in line when every place is taken), put in line, or turn down; membership follows."""
    community, person = application.community_id, application.person_id
    if verdict == "admit" and free_now(community) == 0:
        verdict = "wait"
    state = {"admit": Application.State.ADMITTED, "wait": Application.State.WAITING}.get(
        verdict, Application.State.REFUSED
    )
    application.state, application.reason, application.decided_by_name = state, reason, by[:160]
    application.decided_at = timezone.now()
    application.save(update_fields=["state", "reason", "decided_by_name", "decided_at"])
    if verdict == "admit":
        admit(actor=system(community), person=person)
    else:
        now = Membership.State.WAITING if verdict == "wait" else Membership.State.REFUSED
        Membership.objects.filter(person_id=person).update(state=now, since=timezone.now())
    if state == Application.State.REFUSED:
        give_back(application)
    tell(ApplicationDecided(community=community, application=application.id, person=person, state=state))


def give_back(application: Application) -> None:
    """A link that let nobody in can be used by somebody else."""
    Invitation.objects.filter(id=application.invitation_id or 0, used__gt=0).update(used=F("used") - 1)


def _link(token: str) -> Invitation | None:
    if not token:
        return None
    row = doors.invitation_of(token, Invitation.objects.select_for_update())
    if invitation_state(row) != "open":
        raise Conflict(
            _("This link opens nothing any more. Ask who gave it to you for another one."), code="link_spent"
        )
    return row


def _membership(actor: Actor, name: str, link: Invitation | None) -> Membership:
    """The membership to be decided about: of the account that knocks, or a new one with a new account."""
    row = Membership.objects.select_for_update().filter(user_id=actor.id).first() if actor.id is not None else None
    if row is not None and row.state in ("active", "applied", "waiting"):
        raise Conflict(_("You are inside already, or in line."))
    if row is None:
        row = _newly(actor, decisions.member_name(name))
    if row.state == Membership.State.REMOVED:
        row.removed_at = row.removed_at or row.since
    row.state, row.since = Membership.State.APPLIED, timezone.now()
    if link is not None:
        row.invitation_id = row.invitation_id or link.id
        Invitation.objects.filter(id=link.id).update(used=F("used") + 1)
    row.save()
    return row


def _newly(actor: Actor, name: str) -> Membership:
    user = (
        User.objects.filter(id=actor.id).first() if actor.id is not None else User.objects.create_user(None, name=name)
    )
    if user is None:
        raise NotFound
    person = Person.objects.create(community_id=actor.here, name=name, search=decisions.search_text((name,)))
    return Membership(community_id=actor.here, person=person, user=user, state=Membership.State.APPLIED)
