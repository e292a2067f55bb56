"""Calls, votes and what came of them are said in groups, in the community's own name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.stewardship import policy, queries, wording
from qunli.domains.stewardship.models import Ballot, Call, Motion, SaidIn

LATE = timedelta(days=2)
"""An outcome older than this is no news any more: a worker that starts after a long rest does not tell it."""


@operation
def choose_groups(*, actor: Actor, groups: Collection[int], key: str | None = None) -> None:
    """Where calls and votes are said from now on; none of them: nowhere. Raises `Forbidden`."""
    policy.may_govern(actor).or_refuse()
    live = {one.id for one in chat.live_groups(actor)}
    SaidIn.objects.update_or_create(community_id=actor.here, defaults={"groups": sorted(live & set(groups))})


@operation
def say_call(*, actor: Actor, call: int, state: str, chosen: Sequence[int] = ()) -> int:
    """Say that a call came to `state`, unless it is further by now; `chosen` are people. Returns in how many groups;
    said again it changes nothing. Raises `Forbidden`, `NotFound`."""
    policy.may_keep(actor).or_refuse()
    row = queries.call_to_change(call)
    groups = queries.said_in()
    _renew("call", call, actor, groups)
    if row.state != state or (row.decided_at and row.decided_at < timezone.now() - LATE):
        return 0
    names = members.names_of(chosen)
    news = wording.call_news(row, [names[one] for one in chosen if names.get(one)])
    return chat.announce(actor=actor, groups=groups, news=news, name=f"call:{call}:{state}")


@operation
def say_motion(*, actor: Actor, motion: int, state: str) -> int:
    """The same of a motion that members vote or voted on."""
    policy.may_keep(actor).or_refuse()
    row = queries.motion_to_change(motion)
    groups = queries.said_in()
    _renew("motion", motion, actor, groups)
    late = row.decided_at is not None and row.decided_at < timezone.now() - LATE
    if row.state != state or row.ballot is None or late:
        return 0
    return chat.announce(actor=actor, groups=groups, news=wording.motion_news(row), name=f"motion:{motion}:{state}")


@operation
def show_voted(*, actor: Actor, ballot: int) -> None:
    """Cards say how many voted; nothing is said of who. Raises `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    box = Ballot.objects.filter(id=ballot).first()
    if box is None:
        return
    about = [("call", one) for one in Call.objects.filter(ballot=box).values_list("id", flat=True)]
    about += [("motion", one) for one in Motion.objects.filter(ballot=box).values_list("id", flat=True)]
    counts = {"voted": sum(box.counts.values())}
    for group in queries.said_in():
        for kind, number in about:
            chat.card_changed(community=actor.here, group=group, kind=kind, number=number, counts=counts)


def _renew(kind: str, number: int, actor: Actor, groups: Collection[int]) -> None:
    for group in groups:
        chat.card_changed(community=actor.here, group=group, kind=kind, number=number, again=True)
