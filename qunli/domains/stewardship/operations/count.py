"""Votes that are over are counted, and what they decided is done."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.stewardship import balloting, decisions, policy, queries, serving
from qunli.domains.stewardship.events import CallDecided, MotionDecided
from qunli.domains.stewardship.models import Application, Ballot, Call, Motion, Term


@operation
def count_election(*, actor: Actor, call: int) -> None:
    """Whoever was elected takes up the post; the next one stands by as deputy. Before its end a vote is left alone.
    Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.call_to_change(call)
    if row.state != Call.State.VOTING or row.ballot is None or not balloting.is_due(row.ballot):
        return
    box = queries.ballot_to_change(row.ballot_id or 0)
    counts = balloting.close(box)
    outcome = _outcome(row, box, counts)
    _note(row, counts, outcome.elected)
    row.state = Call.State.DECIDED if outcome.elected else Call.State.FAILED
    row.why, row.decided_at = row.why if outcome.elected else outcome.how, timezone.now()
    row.save(update_fields=["state", "why", "decided_at"])
    tell(CallDecided(community=actor.here, call=call, chosen=list(outcome.elected)))
    if not outcome.elected:
        return
    serving.make_room(row.post, list(outcome.elected))
    for person in outcome.elected:
        serving.begin(row.post, person, how=Term.How.ELECTED)
    reserve = outcome.reserve
    if reserve is not None and not Term.objects.filter(post=row.post, ended_at=None, person_id=reserve).exists():
        serving.begin(row.post, reserve, how=Term.How.ELECTED, deputy=True)


@operation
def decide_motion(*, actor: Actor, motion: int) -> None:
    """An accepted motion becomes the next version of the rules, in the name of the vote. One that nobody seconded in
    time lapses. Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.motion_to_change(motion)
    if row.state == Motion.State.OPEN and row.until <= timezone.now():
        row.state = Motion.State.LAPSED
    elif row.state == Motion.State.VOTING and row.ballot is not None and balloting.is_due(row.ballot):
        box = queries.ballot_to_change(row.ballot_id or 0)
        counts = balloting.close(box)
        row.state = decisions.judge_motion(counts, electorate=box.electorate, quorum=box.quorum)
        if row.state == Motion.State.ACCEPTED:
            _enact(row, counts)
    else:
        return
    row.decided_at = timezone.now()
    row.save(update_fields=["state", "version", "decided_at"])
    tell(MotionDecided(community=actor.here, motion=row.id, state=row.state, version=row.version))


@operation
def count_when_over(*, actor: Actor, ballot: int) -> None:
    """Count what this ballot decides, when it is over. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    box = Ballot.objects.filter(id=ballot).first()
    if box is None or not balloting.is_due(box):
        return
    for call in Call.objects.filter(ballot=box).values_list("id", flat=True):
        count_election(actor=actor, call=call)
    for motion in Motion.objects.filter(ballot=box).values_list("id", flat=True):
        decide_motion(actor=actor, motion=motion)


def _outcome(call: Call, box: Ballot, counts: dict[str, int]) -> decisions.Outcome:
    listed = Application.objects.filter(call=call, state=Application.State.LISTED).values_list("person_id", flat=True)
    standing = members.standings(call.community_id, listed)
    candidates = [
        decisions.Candidate(one.person, counts.get(str(one.person), 0), one.joined_at)
        for one in standing.values()
        if one.is_active and one.joined_at is not None
    ]
    return decisions.elect(
        candidates,
        seats=call.seats,
        cast=sum(counts.values()),
        electorate=box.electorate,
        quorum=box.quorum,
        tie=call.tie,
        seed=call.seed,
    )


def _note(call: Call, counts: dict[str, int], chosen: tuple[int, ...]) -> None:
    for one in Application.objects.filter(call=call, state=Application.State.LISTED):
        one.votes = counts.get(str(one.person_id), 0)
        one.state = Application.State.CHOSEN if one.person_id in chosen else Application.State.NOT_CHOSEN
        one.save(update_fields=["votes", "state"])


def _enact(motion: Motion, counts: dict[str, int]) -> None:
    here = motion.community_id
    now = communities.rules_of(here)
    try:
        rules = decisions.changed(
            now.rules if now else (), rule=motion.rule, before=motion.before, en=motion.en, zh=motion.zh
        )
        with transaction.atomic():
            motion.version = communities.enact_rules(
                actor=queries.mandate(here), rules=rules, why=_reason(motion, counts)
            )
    except (Conflict, Invalid):
        # The rules went on meanwhile, so that the change does not fit them any more.
        motion.state = Motion.State.OVERTAKEN


def _reason(motion: Motion, counts: dict[str, int]) -> str:
    with translation.override(communities.community(motion.community_id).language):
        said = str(_("Vote of the members on motion %(number)s: %(yes)s yes, %(no)s no. %(why)s"))
    return (said % {"number": motion.id, "yes": counts["yes"], "no": counts["no"], "why": motion.why})[:300]
