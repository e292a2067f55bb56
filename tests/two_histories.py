"""A right history and a wrong one that overlap, and how a community stands into which they came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qunli.config.registry import HANDLERS, TASKS
from qunli.core import tenancy, work
from qunli.core.actor import Actor, system
from qunli.core.dispatch import dispatch
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Group, Message, Movement
from qunli.domains.chat.tasks import TASKS as CHAT_TASKS
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import joined, said, telegram
from qunli.domains.insight.models import MemberDay, TieDay
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.members import facade as members
from qunli.domains.members.models import Identity
from qunli.domains.members.tests.conftest import found

Export = list[dict[str, Any]]


def right() -> Export:
    """Persons 1 to 3 talk; the one who answers message 200 does not know yet what it was."""
    talk = [joined(0, 1), *(said(n, f"Thought {n}?", by=1 + n % 3) for n in range(1, 40))]
    return [*talk, said(3000, "Indeed", by=1, reply_to_message_id=200), said(3001, "Ha", by=2, reply_to_message_id=39)]


def wrong() -> Export:
    """Holds ten messages of the right one, one of them edited since, and much besides: other people, another day."""
    known = [said(n, f"Thought {n}?", by=1 + n % 3) for n in range(30, 39)]
    edited = said(39, "Thought 39, put better", by=1, edited_unixtime="1700009999")
    besides = [said(n, f"Secret {n}", by=2 + n % 5, reply_to_message_id=n - 1) for n in range(200, 260)]
    return [joined(29, 6), *known, edited, *besides]


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, Export], Path]:
    return lambda name, messages: telegram(tmp_path / name, messages)


def take_back(actor: Actor, history: int) -> None:
    chat.take_back_import(actor=actor, history_import=history)
    at_work(actor)


def at_work(actor: Actor) -> None:
    """Events are handed over, work of the chat is done, days are counted; no picture is drawn."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in CHAT_TASKS}):
        pass
    while roll_up(actor=system(actor.community)).cells:
        pass


def draw_pictures() -> None:
    """All work is done until there is none."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


def stands(actor: Actor) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored and counted, told without ids, so that two communities can be compared."""
    with tenancy.within(actor.community or 0):
        who = dict(Identity.objects.values_list("id", "external_id"))
        where = dict(Group.objects.values_list("id", "external_id"))
        people = {one.person for one in members.identities(actor)}
        messages = Message.objects.values_list("group_id", "at", "author_id", "external_id", "text", "to_id")
        moves = Movement.objects.values_list("group_id", "at", "identity_id", "kind", "by_id")
        days = MemberDay.objects.values_list("group_id", "day", "author", "messages", "length", "addressed", "turns")
        ties = TieDay.objects.values_list("group_id", "day", "author", "other", "named", "next")
        return {
            "messages": sorted((where[g], at, who[a], e, t, who.get(to)) for g, at, a, e, t, to in messages),
            "moves": sorted((where[g], at, who[i], kind, who.get(by)) for g, at, i, kind, by in moves),
            "days": sorted((where[g], day, who[a], *rest) for g, day, a, *rest in days),
            "ties": sorted((where[g], day, who[a], who[o], *rest) for g, day, a, o, *rest in ties),
            "people": sorted((one.name, one.seen_at) for one in members.identities(actor)),
            "persons": [(len(people),)],
        }


@pytest.fixture
def only_right(host: Actor, bring: Bring, files: Callable[..., Path]) -> dict[str, Any]:
    """How a community stands into which only the right file came."""
    cocoa = found("Cocoa")
    bring(files("right.json", right()), cocoa)
    at_work(cocoa)
    return stands(cocoa)
