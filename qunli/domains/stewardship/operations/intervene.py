"""Those who run the community step in. Every such deed has a reason, and members read it."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.core.words import _
from qunli.domains.stewardship import decisions, policy, queries, serving
from qunli.domains.stewardship.events import CallCancelled, MotionDecided
from qunli.domains.stewardship.models import Ballot, Call, Intervention, Motion, Term


@operation
def remove_holder(*, actor: Actor, post: int, person: int, reason: str) -> None:
    """A member loses a post, or the place as its deputy; a deputy takes over. Raises `Forbidden`, `Invalid`,
    `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = queries.post_to_change(post)
    term = next((one for one in serving.running(post) if one.person_id == person), None)
    if term is None:
        raise NotFound
    note(actor, Intervention.Deed.REMOVED, row.title, reason, person)
    serving.end(term, Term.Ended.REMOVED)


@operation
def cancel_call(*, actor: Actor, call: int, reason: str, key: str | None = None) -> None:
    """A call or an election is broken off; what was in the box is never counted. Raises `Forbidden`, `Invalid`,
    `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = queries.call_to_change(call)
    if row.state not in (Call.State.OPEN, Call.State.VOTING):
        raise NotFound
    note(actor, Intervention.Deed.CANCELLED_CALL, row.post.title, reason)
    call_off(row, reason)


@operation
def cancel_motion(*, actor: Actor, motion: int, reason: str) -> None:
    """A motion is taken off before the members decided. Raises `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = queries.motion_to_change(motion)
    if row.state not in (Motion.State.OPEN, Motion.State.VOTING):
        raise NotFound
    note(actor, Intervention.Deed.CANCELLED_MOTION, f"#{row.id}", reason, row.person_id)
    empty(row.ballot)
    row.state, row.decided_at = Motion.State.CANCELLED, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    tell(MotionDecided(community=actor.here, motion=row.id, state=row.state, version=None))


def note(actor: Actor, deed: str, about: str, reason: str, person: int | None = None) -> None:
    """Where members read it. Raises `Invalid` without a reason."""
    said = decisions.words(
        reason, field="reason", most=300, refusal=_("Say why: members read the reason. 300 characters at most.")
    )
    Intervention.objects.create(
        community_id=actor.here,
        deed=deed,
        about=about,
        person_id=person,
        reason=said,
        by_name=actor.name[:160],
        at=timezone.now(),
    )


def call_off(call: Call, reason: str) -> None:
    """The call is cancelled, its box emptied."""
    empty(call.ballot)
    call.state, call.why, call.decided_at = Call.State.CANCELLED, reason.strip()[:300], timezone.now()
    call.save(update_fields=["state", "why", "decided_at"])
    tell(CallCancelled(community=call.community_id, call=call.id))


def empty(ballot: Ballot | None) -> None:
    """Nobody learns what was in it."""
    if ballot is not None:
        Ballot.objects.filter(id=ballot.id).update(counts={}, closed_at=timezone.now())
