"""Terms: stepping down, deputies, reminders, the end."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.stewardship import decisions, policy, queries, serving
from qunli.domains.stewardship.events import ApplicationWithdrawn, TermEndsSoon
from qunli.domains.stewardship.models import Application, Call, Term


@operation
def step_down(*, actor: Actor, post: int) -> None:
    """The member gives the post up; a deputy takes over. Raises `Forbidden`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    term = next((one for one in serving.running(post) if one.person_id == actor.id), None)
    if term is None:
        raise NotFound
    serving.end(term, Term.Ended.STEPPED_DOWN)


@operation
def name_deputy(*, actor: Actor, post: int, person: int) -> int:
    """Who takes over when a holder goes early; whoever was deputy before is not any more. Returns the term. Raises
    `Forbidden`, `NotFound`, `Conflict`."""
    row = queries.post_to_change(post)
    now = serving.running(post)
    holders = [one for one in now if not one.deputy]
    policy.may_name_deputy(actor, {one.person_id for one in holders}).or_refuse()
    if not holders:
        raise Conflict(_("Nobody holds this post, so nobody can stand by."))
    if any(one.person_id == person for one in now):
        raise Conflict(_("This member serves in this post already."))
    for one in now:
        if one.deputy:
            serving.end(one, Term.Ended.HANDED_OVER)
    last = max(one.until for one in holders)
    return serving.begin(row, person, how=Term.How.APPOINTED, until=last, deputy=True).id


@operation
def end_when_due(*, actor: Actor, term: int) -> None:
    """A term whose time is over ends; one that ends soon is spoken of once. Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = Term.objects.select_for_update().filter(id=term, ended_at=None).first()
    if row is None:
        return
    now = timezone.now()
    if row.until <= now:
        serving.end(row, Term.Ended.OVER)
    elif row.reminded_at is None and not row.deputy and row.until - now <= decisions.REMIND:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        tell(TermEndsSoon(community=actor.here, term=row.id, post=row.post_id, person=row.person_id))


@operation
def leave_posts(*, actor: Actor, person: int) -> None:
    """Somebody is no member any more: their terms end, what they applied for goes on without them. Raises
    `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    for term in Term.objects.select_for_update().filter(person_id=person, ended_at=None):
        serving.end(term, Term.Ended.LEFT)
    waiting = Application.objects.filter(person_id=person, state=Application.State.APPLIED, call__state=Call.State.OPEN)
    for one in waiting:
        one.state = Application.State.WITHDRAWN
        one.save(update_fields=["state"])
        tell(ApplicationWithdrawn(community=actor.here, call=one.call_id, person=person))
