"""Reads of live groups: whoever may listen, in the community they are in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import policy

P = ParamSpec("P")
R = TypeVar("R")


def listening(read: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """A read that begins with an actor and answers whole. Raises `Forbidden`, and `NotFound` outside any community."""

    @wraps(read)
    def inside(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        policy.may_listen(actor).or_refuse()
        with tenancy.within(actor.here):
            return read(actor, *args, **kwargs)

    return inside
