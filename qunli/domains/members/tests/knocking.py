"""An open door with its questions, and people who knock."""

from __future__ import annotations

from typing import Any

from qunli.core.actor import Actor, guest
from qunli.domains.members import facade as members
from qunli.domains.members.tests.coming_in import standing

WHY: dict[str, Any] = {
    "text": "Why tea?",
    "counts": [["oolong", 3], ["普洱", 2], ["discount", -4]],
    "enough": 20,
    "worth": 1,
}


def opened(host: Actor, **changes: Any) -> None:
    members.set_joining(actor=host, changes={"invited_only": False, **changes})


def ask(host: Actor, **question: Any) -> str:
    return members.ask_question(actor=host, question={**WHY, **question})


def knocks(host: Actor, name: str, answers: dict[str, str] | None = None, **more: Any) -> members.Applied:
    return members.apply(actor=guest(host.here, more.pop("user", None)), name=name, answers=answers or {}, **more)


def state(host: Actor, one: members.Applied) -> str:
    return standing(host, one.person).state
