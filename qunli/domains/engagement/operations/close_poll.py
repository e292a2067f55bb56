"""A poll ends: by its asker, by those who run activities, or by its time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation

from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import policy, queries
from qunli.domains.engagement.events import PollClosed
from qunli.domains.engagement.models import Poll, Vote
from qunli.domains.members import facade as members


@operation
def close_poll(*, actor: Actor, poll: int, key: str | None = None) -> None:
    """Doing it again changes nothing. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    row = queries.poll_to_change(poll)
    policy.may_close(actor, row.person_id).or_refuse()
    _close(row, timezone.now())


@operation
def close_when_due(*, actor: Actor, poll: int) -> None:
    """The same for the program, once its time is over. Raises `Forbidden` and `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.poll_to_change(poll)
    if row.closes_at <= timezone.now():
        _close(row, row.closes_at)


def _close(row: Poll, now: datetime) -> None:
    if row.closed_at is not None:
        return
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    if row.secret:
        # Who chose what was kept only so that it could be changed.
        Vote.objects.filter(poll=row).update(choices=[], at=now)
    tell(PollClosed(community=row.community_id, poll=row.id))
    chat.card_changed(community=row.community_id, group=row.group_id, kind="poll", number=row.id, again=True)
    _say_result(row)


def _say_result(row: Poll) -> None:
    """Where there are no cards, our account says it."""
    actor = system(row.community_id)
    try:
        if chat.live_group(actor, row.group_id).platform == members.WEB:
            return
        with translation.override(communities.community(row.community_id).language):
            head = str(_("The poll is closed: %(question)s") % {"question": row.question})
        lines = [f"{line}: {count}" for line, count in zip(row.choices, row.counts, strict=True)]
        chat.say_there(actor=actor, group=row.group_id, text="\n".join([head, *lines]), key=f"poll-closed:{row.id}")
    except NotFound:
        return  # the group is not connected any more
