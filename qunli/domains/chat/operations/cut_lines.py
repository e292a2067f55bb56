"""A person's open lines end."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.live import delivery


@operation
def cut_lines(*, actor: Actor, person: int) -> None:
    """In every web process. Raises `Forbidden`."""
    policy.may_deliver(actor).or_refuse()
    delivery.cut_off(actor.here, person)
