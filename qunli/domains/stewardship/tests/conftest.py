"""Tea has a host and members Mei, Lin and Bo, who joined in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.handlers import HANDLERS
from qunli.domains.stewardship.tasks import keep_time_of

__all__ = ["host"]
Member = Callable[[str], Actor]
Later = Callable[..., None]


@pytest.fixture
def member(host: Actor) -> Member:
    """The actor of a member by name, who joins when first called; later ones joined later."""
    known: dict[str, int] = {}

    def called(name: str) -> Actor:
        if name not in known:
            known[name] = members.admit(actor=host, name=name)
        return members.member_actor(host.here, known[name])

    for name in ("Mei", "Lin", "Bo"):
        called(name)
    return called


@pytest.fixture
def later(host: Actor) -> Iterator[Later]:
    """Time passes, and the worker comes by."""
    travelling: list[time_machine.travel] = []
    now: list[datetime] = [timezone.now()]

    def pass_time(**how_long: int) -> None:
        if travelling:
            travelling.pop().stop()
        now[0] += timedelta(**how_long)
        travelling.append(time_machine.travel(now[0], tick=False))
        travelling[-1].start()
        keep_time_of(host.here)
        dispatch(HANDLERS)

    yield pass_time
    for one in travelling:
        one.stop()


def make_post(host: Actor, title: str = "Discipline", **facts: object) -> int:
    """A post with the power to moderate, for half a year, by election."""
    given: dict[str, object] = {"duties": "Keeps the peace", "powers": ["moderate"], "term_days": 180} | facts
    return stewardship.describe_post(actor=host, title=title, **given)  # type: ignore[arg-type]


def holders(host: Actor, post: int) -> list[str]:
    """Names of those who hold a post."""
    return [one.name for one in stewardship.post(host, post).holders]


def powers_of(actor: Actor) -> set[str]:
    """What a member may now."""
    return set(members.member_actor(actor.here, actor.id or 0).powers)


def appoint(host: Actor, post: int, member: Actor) -> int:
    return stewardship.appoint(actor=host, post=post, person=member.id or 0)
