"""A member's vote; it can be changed until the poll closes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import decisions, policy, queries, speaking
from qunli.domains.engagement.models import Poll, Vote


@operation
def vote(*, actor: Actor, poll: int, choices: Sequence[int], key: str | None = None) -> None:
    """`choices` are places, from 0 on; none takes the vote back. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`
    when it is closed."""
    policy.may_take_part(actor).or_refuse()
    row = queries.poll_to_change(poll)
    voter = speaking.as_member(actor)
    _write(voter, row, decisions.vote(choices, row.several, len(row.choices)))


@operation
def tap(*, actor: Actor, poll: int, choice: int) -> None:
    """The same for one choice: a tap on what was chosen takes it back. Raises `Forbidden`, `Invalid`, `NotFound`,
    `Conflict`."""
    policy.may_take_part(actor).or_refuse()
    row = queries.poll_to_change(poll)
    voter = speaking.as_member(actor)
    before = Vote.objects.filter(poll=row, person_id=voter.person).values_list("choices", flat=True).first() or []
    wanted = decisions.vote([choice], row.several, len(row.choices))[0]
    _write(voter, row, decisions.tapped(before, wanted, row.several))


def _write(voter: Actor, row: Poll, chosen: Sequence[int]) -> None:
    decisions.still_open(row.closes_at, row.closed_at, timezone.now())
    known = Vote.objects.filter(poll=row, person_id=voter.person).first()
    before = known.choices if known else []
    if list(before) == sorted(chosen):
        return
    if chosen:
        Vote.objects.update_or_create(
            poll=row,
            person_id=voter.person,
            defaults={"community_id": row.community_id, "choices": sorted(chosen), "at": timezone.now()},
        )
    elif known is not None:
        known.delete()
    row.counts = decisions.counted(row.counts, before, chosen)
    row.voters += bool(chosen) - bool(before)
    row.save(update_fields=["counts", "voters"])
    shown = {str(place): count for place, count in enumerate(row.counts)} | {"total": row.voters}
    chat.card_changed(community=row.community_id, group=row.group_id, kind="poll", number=row.id, counts=shown)
