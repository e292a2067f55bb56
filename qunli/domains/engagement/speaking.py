"""Who takes part when a program acts, and what a group is told."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import policy
from qunli.domains.members import facade as members


def as_member(actor: Actor) -> Actor:
    """The member who acts: the actor, or the one whose account a program uses. Raises `Forbidden`."""
    policy.may_take_part(actor).or_refuse()
    return members.as_member(actor)


@dataclass(frozen=True)
class Posted:
    """What became of something that stands in a group as a message: its id, null when it was refused, the key of the
    message, and the sentence by which it waits for a moderator or was refused."""

    number: int | None
    message: str = ""
    held: bool = False
    sentence: str = ""

    def or_refuse(self) -> int:
        """The id. Raises `Conflict` with the sentence; to be called after the operation, so that the case stays."""
        if self.number is None:
            raise Conflict(self.sentence, code="refused")
        return self.number


def post(who: Actor, group: int, name: str, text: str, card: tuple[str, int], identity: int | None = None) -> Posted:
    """Say it in the group as a card."""
    receipt = chat.speak_for(actor=who, group=group, text=text, name=name, card=card, identity=identity)
    number = None if receipt.effect == "refuse" else card[1]
    return Posted(number, receipt.key, receipt.effect == "hold", str(receipt.sentence))
