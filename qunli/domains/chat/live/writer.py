"""What many say at once is taken in together, and each receipt comes after the commit."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.core.actor import system
from qunli.core.together import Together
from qunli.domains.chat.operations.receive import Receipt, receive
from qunli.domains.chat.ports import Utterance


class Writer(Together[int, Utterance, Receipt]):
    """One a process; messages of one community are taken in together."""

    def __init__(self) -> None:
        super().__init__("message-writer", _take_in)


def _take_in(community: int, said: Sequence[Utterance]) -> list[Receipt]:
    return receive(actor=system(community), batch=said)


writer = Writer()
