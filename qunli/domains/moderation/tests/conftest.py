"""A community with a live group, a moderator, a second one, and members who talk."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from qunli.core import tenancy, work
from qunli.core.actor import Actor, system
from qunli.core.dispatch import dispatch
from qunli.domains.chat import facade as chat
from qunli.domains.chat.ports import NoScreening, Utterance
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import as_role, host, stranger
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.handlers import HANDLERS
from qunli.domains.moderation.screening import PolicyScreening
from qunli.domains.moderation.tasks import TASKS

__all__ = ["as_role", "host", "stranger"]
KEYS = itertools.count(1)
AD = "诚招代理，日结工资，加微信 VX：abc12345 咨询，全网最低价 99元"


@dataclass(frozen=True)
class Talk:
    """The group, and who is in it."""

    host: Actor
    group: int
    ann: Actor
    bo: Actor
    guard: Actor
    second: Actor
    screening: PolicyScreening

    def say(self, who: Actor, text: str, at: int | None = None) -> chat.Receipt:
        """One message through the message path."""
        standing = members.standings(self.host.here, [who.id or 0])[who.id or 0]
        said = Utterance(
            group=self.group,
            person=who.id or 0,
            identity=standing.identity or 0,
            key=f"k{next(KEYS)}",
            at=at or time.time_ns() // 1_000_000,
            text=text,
        )
        return chat.receive(actor=system(self.host.community), batch=[said])[0]

    def texts(self) -> list[str]:
        """What the group shows."""
        with tenancy.within(self.host.here):
            return [one.text for one in chat.messages_before(self.host, self.group) if not one.deleted]


def at_work() -> None:
    """Events are handed over and due work is done until there is none."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


@pytest.fixture
def talk(host: Actor) -> Iterator[Talk]:
    """Standard policies are in force, as in every new community."""
    screening = moderation.screening()
    chat.screen_with(screening)
    at_work()
    group = chat.open_group(actor=host, name="Kettle")
    people = [members.admit(actor=host, name=name) for name in ("Ann", "Bo", "Guard", "Second")]
    for person in people[2:]:
        members.grant(actor=host, person=person, powers={"moderate"}, source="post:1")
    actors = [members.member_actor(host.here, person) for person in people]
    yield Talk(host, group, *actors, screening)
    chat.screen_with(NoScreening())
