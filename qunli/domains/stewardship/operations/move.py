"""A member proposes to change a rule; others second it; then all are asked."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions, policy, queries
from qunli.domains.stewardship.balloting import open_ballot
from qunli.domains.stewardship.events import MotionDecided, MotionMade, MotionPutToVote, MotionSeconded
from qunli.domains.stewardship.models import Motion, Second

OPEN_AT_ONCE = 3
"""Motions that one member may have under way."""


@operation
def move(*, actor: Actor, rule: str = "", en: str = "", zh: str = "", why: str, key: str | None = None) -> int:
    """Proposes other texts for a rule (by its id), a further rule (no id), or that one goes (no text). Returns the
    motion. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`."""
    policy.may_take_part(actor).or_refuse()
    said = decisions.words(why, field="why", most=300, refusal=_("Say in 300 characters at most why."))
    own = Motion.objects.filter(person_id=actor.id or 0, state__in=("open", "voting"))
    if own.count() >= OPEN_AT_ONCE:
        raise Conflict(_("You have three motions under way. Wait until one is decided."))
    en, zh, before = en.strip(), zh.strip(), _before(actor, rule)
    _fits(actor, rule, before, en, zh)
    row = Motion.objects.create(
        community_id=actor.here,
        person_id=actor.id or 0,
        rule=rule,
        before=before,
        en=en,
        zh=zh,
        why=said,
        seconds_needed=decisions.seconds_needed(members.active_number(actor.here)),
        until=timezone.now() + decisions.SECONDING,
    )
    tell(MotionMade(community=actor.here, motion=row.id, person=actor.id or 0))
    return row.id


@operation
def second(*, actor: Actor, motion: int) -> None:
    """Another member wants it voted on; the last one needed opens the vote. Said again it changes nothing. Raises
    `Forbidden`, `NotFound`, `Conflict`."""
    policy.may_take_part(actor).or_refuse()
    row = queries.motion_to_change(motion)
    if row.state != Motion.State.OPEN or row.until <= timezone.now():
        raise Conflict(_("This motion does not look for seconders any more."))
    if row.person_id == actor.id:
        raise Forbidden(_("A motion is seconded by somebody else."))
    _row, first = Second.objects.get_or_create(
        motion=row, person_id=actor.id or 0, defaults={"community_id": actor.here}
    )
    if not first:
        return
    tell(MotionSeconded(community=actor.here, motion=motion, person=actor.id or 0))
    if Second.objects.filter(motion=row).count() >= row.seconds_needed:
        options = [decisions.YES, decisions.NO]
        row.ballot = open_ballot(actor.here, options, decisions.MOTION_QUORUM, decisions.MOTION_VOTE)
        row.state = Motion.State.VOTING
        row.save(update_fields=["ballot", "state"])
        tell(MotionPutToVote(community=actor.here, motion=motion))


@operation
def withdraw_motion(*, actor: Actor, motion: int) -> None:
    """Its author takes it back while it looks for seconders. Raises `Forbidden`, `NotFound`, `Conflict`."""
    policy.may_take_part(actor).or_refuse()
    row = queries.motion_to_change(motion)
    if row.person_id != actor.id:
        raise NotFound
    if row.state != Motion.State.OPEN:
        raise Conflict(_("It is up to the members now."))
    row.state, row.decided_at = Motion.State.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    tell(MotionDecided(community=actor.here, motion=motion, state=row.state, version=None))


def _before(actor: Actor, rule: str) -> dict[str, str]:
    if not rule:
        return {}
    now = communities.rules_of(actor.here)
    found = next((one for one in now.rules if one["id"] == rule), None) if now else None
    if found is None:
        raise NotFound
    return {"en": found["en"], "zh": found["zh"]}


def _fits(actor: Actor, rule: str, before: dict[str, str], en: str, zh: str) -> None:
    """What can never become rules is not voted on."""
    if max(len(en), len(zh)) > 1000:
        raise Invalid(_("A rule has 1,000 characters at most."), field="en")
    if {"en": en, "zh": zh} == before or not (rule or en or zh):
        raise Invalid(_("Write what should change."), field="en")
    now = communities.rules_of(actor.here)
    rules = decisions.changed(now.rules if now else (), rule=rule, before=before, en=en, zh=zh)
    communities.announceable(rules, communities.community(actor.here).language)
