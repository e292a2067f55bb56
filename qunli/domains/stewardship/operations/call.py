"""A post is to be filled: the call, the applications, the short list, the appointment."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions, policy, queries, serving
from qunli.domains.stewardship.balloting import open_ballot
from qunli.domains.stewardship.events import (
    ApplicationWithdrawn,
    Applied,
    CallDecided,
    CallOpened,
    ElectionOpened,
)
from qunli.domains.stewardship.models import Application, Call, FilledBy, Term


@operation
def open_call(
    *,
    actor: Actor,
    post: int,
    apply_days: int = 7,
    vote_days: int = 7,
    quorum: int = 20,
    tie: str = "membership",
    key: str | None = None,
) -> int:
    """Members may apply for `apply_days`; then the vote is on for `vote_days`. Quorum and what decides a tie are
    settled now. Returns the call. Raises `Forbidden`, `Invalid`, `NotFound`, and `Conflict` while a call is open."""
    policy.may_govern(actor).or_refuse()
    row = queries.post_to_change(post)
    decisions.called(apply_days, vote_days, quorum, tie)
    if Call.objects.filter(post=row, state__in=("open", "voting")).exists():
        raise Conflict(_("A call for this post is open already."))
    call = Call.objects.create(
        community_id=actor.here,
        post=row,
        filled_by=row.filled_by,
        seats=row.seats,
        apply_until=timezone.now() + timedelta(days=apply_days),
        vote_days=vote_days,
        quorum=quorum,
        tie=tie,
        seed=secrets.token_hex(16),
    )
    tell(CallOpened(community=actor.here, call=call.id, post=post))
    return call.id


@operation
def apply(*, actor: Actor, call: int, statement: str) -> None:
    """A member stands for a post; said again, the statement is replaced. Raises `Forbidden`, `Invalid`, `NotFound`, and
    `Conflict` when it is too late."""
    policy.may_take_part(actor).or_refuse()
    row = _open(call)
    said = decisions.words(
        statement, field="statement", most=1000, refusal=_("Say in 1,000 characters at most why you.")
    )
    Application.objects.update_or_create(
        call=row,
        person_id=actor.id or 0,
        defaults={"community_id": actor.here, "statement": said, "state": Application.State.APPLIED},
    )
    tell(Applied(community=actor.here, call=call, person=actor.id or 0))


@operation
def withdraw_application(*, actor: Actor, call: int) -> None:
    """As long as nobody votes. Raises `Forbidden`, `NotFound`, `Conflict`."""
    policy.may_take_part(actor).or_refuse()
    row = _open(call)
    changed = Application.objects.filter(call=row, person_id=actor.id or 0, state=Application.State.APPLIED)
    if not changed.update(state=Application.State.WITHDRAWN):
        raise NotFound
    tell(ApplicationWithdrawn(community=actor.here, call=call, person=actor.id or 0))


@operation
def short_list(*, actor: Actor, call: int, people: Collection[int], why: str = "", key: str | None = None) -> None:
    """The vote opens, between `people`. Whoever applied and is not on the list is told so by `why`, which has to be
    given then. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`."""
    policy.may_govern(actor).or_refuse()
    row = queries.call_to_change(call)
    if row.state != Call.State.OPEN or row.filled_by != FilledBy.ELECTION:
        raise Conflict(_("This call has no short list to be made now."))
    applied = _applied(row)
    if not people or not set(people) <= applied:
        raise Invalid(_("Choose from those who applied."), field="people")
    if applied - set(people):
        row.why = decisions.words(
            why, field="why", most=300, refusal=_("Say why some are not on the list; members read it.")
        )
    put_to_vote(row, set(people))


@operation
def appoint(*, actor: Actor, post: int, person: int, key: str | None = None) -> int:
    """A member takes up a post without an election; an open call for it ends with that. Posts that members elect are
    filled so as well only while nobody votes, and members read that it was an appointment. Returns the term. Raises
    `Forbidden`, `NotFound`, `Conflict`."""
    policy.may_govern(actor).or_refuse()
    row = queries.post_to_change(post)
    call = Call.objects.select_for_update(of=("self",)).filter(post=row, state__in=("open", "voting")).first()
    if call is not None and call.state == Call.State.VOTING:
        raise Conflict(_("Members are voting. Wait for the count, or cancel the election with a reason."))
    full = [one for one in serving.running(post) if not one.deputy]
    if len(full) >= row.seats:
        raise Conflict(_("Every seat of this post is taken."))
    term = serving.begin(row, person, how=Term.How.APPOINTED)
    if call is not None and len(full) + 1 >= row.seats:
        _decided(call, person)
    return term.id


@operation
def open_vote_when_due(*, actor: Actor, call: int) -> None:
    """Time to apply is over: everybody who applied and is a member still stands for election. An appointment goes on
    waiting for whoever decides. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    row = queries.call_to_change(call)
    if row.state != Call.State.OPEN or row.filled_by != FilledBy.ELECTION or row.apply_until > timezone.now():
        return
    standing = members.standings(actor.here, _applied(row))
    people = {one.person for one in standing.values() if one.is_active}
    if people:
        put_to_vote(row, people)
        return
    row.state, row.why, row.decided_at = Call.State.FAILED, "nobody_applied", timezone.now()
    row.save(update_fields=["state", "why", "decided_at"])
    tell(CallDecided(community=actor.here, call=call, chosen=[]))


def put_to_vote(call: Call, people: set[int]) -> None:
    """The box is there, empty, and the members are counted."""
    applications = Application.objects.filter(call=call, state=Application.State.APPLIED)
    applications.exclude(person_id__in=people).update(state=Application.State.UNLISTED)
    applications.filter(person_id__in=people).update(state=Application.State.LISTED)
    options = [str(one) for one in sorted(people)]
    call.ballot = open_ballot(call.community_id, options, call.quorum, timedelta(days=call.vote_days))
    call.state = Call.State.VOTING
    call.save(update_fields=["ballot", "state", "why"])
    tell(ElectionOpened(community=call.community_id, call=call.id, candidates=sorted(people)))


def _open(call: int) -> Call:
    row = queries.call_to_change(call)
    if row.state != Call.State.OPEN or row.apply_until <= timezone.now():
        raise Conflict(_("Applications for this post are closed."))
    return row


def _applied(call: Call) -> set[int]:
    rows = Application.objects.filter(call=call, state=Application.State.APPLIED)
    return set(rows.values_list("person_id", flat=True))


def _decided(call: Call, person: int) -> None:
    applications = Application.objects.filter(call=call, state=Application.State.APPLIED)
    applications.filter(person_id=person).update(state=Application.State.CHOSEN)
    applications.exclude(person_id=person).update(state=Application.State.NOT_CHOSEN)
    call.state, call.decided_at = Call.State.DECIDED, timezone.now()
    call.save(update_fields=["state", "decided_at"])
    tell(CallDecided(community=call.community_id, call=call.id, chosen=[person]))
