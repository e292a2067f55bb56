"""A community with books."""

from __future__ import annotations

import itertools

from django.db import transaction

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.communities.tests.founded import as_role, host, stranger
from qunli.domains.ledger import facade as ledger
from qunli.kit.money import Money

__all__ = ["as_role", "cny", "host", "move", "stranger"]
_numbers = itertools.count(1)


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def move(actor: Actor, source: str, target: str, minor: int, *, key: str = "", currency: str = "CNY") -> int:
    """One movement, as another domain's operation would make it; its id."""
    wanted = ledger.Move(source, target, Money(minor, currency), ledger.Kind.PAYMENT, about="order:1")
    with tenancy.within(actor.here), transaction.atomic():
        [made] = ledger.transfer([wanted], key=key or f"move:{next(_numbers)}")
    return made
