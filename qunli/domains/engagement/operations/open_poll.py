"""A member asks a group to choose."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone, translation

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.communities.facade import powers
from qunli.domains.engagement import decisions, speaking
from qunli.domains.engagement.events import PollOpened
from qunli.domains.engagement.models import Poll
from qunli.domains.engagement.speaking import Posted
from qunli.domains.members import facade as members


@operation
def open_poll(
    *,
    actor: Actor,
    group: int,
    question: str,
    choices: Sequence[str],
    several: bool = False,
    secret: bool = False,
    hours: int = decisions.WEEK,
    identity: int | None = None,
    key: str | None = None,
) -> Posted:
    """A poll stands in the group, to be voted on for `hours`. `secret`: nobody is shown who chose what. Raises
    `Forbidden`, `Invalid`, `NotFound`, `TooMany`."""
    asker = speaking.as_member(actor)
    now = timezone.now()
    mine = Poll.objects.filter(person_id=asker.person, closed_at=None, closes_at__gt=now).count()
    decisions.may_open_another(mine, asker.has(powers.ACTIVITIES))
    lines = decisions.choices(choices)
    row = Poll.objects.create(
        community_id=actor.here,
        group_id=chat.live_group(asker, group).id,
        person_id=asker.person,
        question=decisions.one_line(
            question, decisions.QUESTION_LIMIT, field="question", missing=_("What do you want to ask?")
        ),
        choices=lines,
        counts=[0] * len(lines),
        several=several,
        secret=secret,
        closes_at=decisions.closing(hours, now),
    )
    posted = speaking.post(asker, group, f"poll:{row.id}", _as_text(asker, row), ("poll", row.id), identity)
    if posted.number is None:
        row.delete()
        return posted
    row.message = posted.message
    row.save(update_fields=["message"])
    tell(PollOpened(community=actor.here, poll=row.id, person=asker.person))
    return posted


def _as_text(asker: Actor, row: Poll) -> str:
    """How it reads where there are no cards."""
    lines = [f"📊 {row.question}", *(f"{place}. {line}" for place, line in enumerate(row.choices, 1))]
    if chat.live_group(asker, row.group_id).platform != members.WEB:
        with translation.override(communities.community(row.community_id).language):
            lines.append(str(_("Vote with /poll and the number of your choice.")))
    return "\n".join(lines)
