"""A member with a card, and whom the directory finds."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.domains.members import facade as members
from qunli.domains.members.tests.coming_in import come


def member(host: Actor, name: str, **card: object) -> Actor:
    actor = members.member_actor(host.here, come(host, name))
    if card:
        members.describe_card(actor=actor, **card)  # type: ignore[arg-type]
    return actor


def found(actor: Actor, text: str = "", **more: object) -> list[str]:
    return [one.name for one in members.directory(actor, text, **more)[0]]  # type: ignore[arg-type]
