"""How pages and chats claim: those who tap at the same moment are served by one transaction, in order of arrival."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from qunli.core.actor import Actor, system
from qunli.core.refusals import Refusal
from qunli.core.together import Together
from qunli.domains.members import facade as members
from qunli.domains.red_packets.operations.claim import Answer, claim_together
from qunli.domains.red_packets.shapes import Taken

PATIENCE = 30.0
"""Seconds; whoever waits longer learns by asking again, for a share is taken once."""


class Line(Together[tuple[int, int], int, Answer]):
    """One a process: people in line, by community and packet."""

    def __init__(self) -> None:
        super().__init__("red-packets", _serve)


def _serve(about: tuple[int, int], people: Sequence[int]) -> list[Answer]:
    community, packet = about
    return claim_together(actor=system(community), packet=packet, people=people)


line = Line()


def open_packet(actor: Actor, packet: int) -> Taken:
    """A share for the member who asks, or what they got before; answered when it is durable. Raises what `claim`
    raises."""
    place, taker = (actor.here, packet), members.as_member(actor).person
    if connection.in_atomic_block:
        # The line's own transaction would wait for this one.
        [answer] = _serve(place, [taker])
    else:
        answer = line.submit(place, taker).result(PATIENCE)
    if isinstance(answer, Refusal):
        raise answer
    return answer
