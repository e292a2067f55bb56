"""A group checks in each day: opened, kept by its members, closed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import decisions, policy, queries, speaking
from qunli.domains.engagement.events import CheckedIn, CheckInClosed, CheckInOpened
from qunli.domains.engagement.models import Attendance, CheckIn
from qunli.domains.members import facade as members


@dataclass(frozen=True)
class Here:
    """A member's day: whether it was the first time today, and how many days in a row."""

    fresh: bool
    streak: int


@operation
def open_check_in(*, actor: Actor, group: int, title: str, key: str | None = None) -> int:
    """From now on the group checks in each day; a card stands in it when whoever opens it is a member. Raises
    `Forbidden`, `Invalid`, `NotFound`, `Conflict` when the group has one."""
    policy.may_run(actor).or_refuse()
    here = chat.live_group(actor, group)
    named = decisions.one_line(title, decisions.TITLE_LIMIT, field="title", missing=_("What do members check in for?"))
    take_turns("engagement.check_in", actor.here)
    if here.closed:
        raise Conflict(_("This group is closed."))
    if queries.check_in_of(group) is not None:
        raise Conflict(_("This group has a check-in already."))
    row = CheckIn.objects.create(community_id=actor.here, group_id=here.id, title=named)
    tell(CheckInOpened(community=actor.here, check_in=row.id))
    opener = actor if actor.kind == "member" else members.member_of_account(actor)
    if opener is not None:
        speaking.post(opener, group, f"check-in:{row.id}", f"📅 {named}", ("check-in", row.id))
    return row.id


@operation
def close_check_in(*, actor: Actor, check_in: int, key: str | None = None) -> None:
    """Nobody checks in any more; the board stays. Raises `Forbidden` and `NotFound`."""
    policy.may_run(actor).or_refuse()
    row = queries.check_in_to_change(check_in)
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    tell(CheckInClosed(community=actor.here, check_in=row.id))
    chat.card_changed(community=row.community_id, group=row.group_id, kind="check-in", number=row.id, again=True)


@operation
def check_in(*, actor: Actor, check_in: int, note: str = "", key: str | None = None) -> Here:
    """A member is here today. Once a day, which is the community's own; doing it again changes nothing but the note.
    Raises `Forbidden`, `Invalid`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    row = queries.check_in_to_change(check_in)
    who = speaking.as_member(actor)
    said = " ".join(note.split())
    if said:
        decisions.one_line(said, decisions.NOTE_LIMIT, field="note", missing="")
    day = queries.today(actor.here)
    known = Attendance.objects.filter(check_in=row, person_id=who.person, day=day).first()
    if known is not None:
        if said and said != known.note:
            known.note = said
            known.save(update_fields=["note"])
        return Here(False, known.streak)
    streak = decisions.next_streak(queries.last_before(row.id, who.person, day), day)
    Attendance.objects.create(
        community_id=actor.here, check_in=row, person_id=who.person, day=day, note=said, streak=streak
    )
    tell(CheckedIn(community=actor.here, check_in=row.id, person=who.person, streak=streak))
    total = Attendance.objects.filter(check_in=row, day=day).count()
    counts = {"total": total}
    chat.card_changed(community=actor.here, group=row.group_id, kind="check-in", number=row.id, counts=counts)
    return Here(True, streak)
