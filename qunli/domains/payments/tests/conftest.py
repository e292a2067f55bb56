"""Tea has a host who looks after the money, and members Mei and Lin."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.communities.tests.founded import as_role, host, stranger
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.kit.money import Money

__all__ = ["as_role", "cny", "host", "stranger"]


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def joined(host: Actor, name: str, user: int | None = None) -> Actor:
    """Somebody who is a member now."""
    return members.member_actor(host.here, members.admit(actor=host, name=name, user=user))


def at(host: Actor, address: str, currency: str = "CNY") -> int:
    """What is there, in minor units."""
    with tenancy.within(host.here):
        return ledger.balance(address, currency).minor


def wallet(member: Actor, currency: str = "CNY") -> int:
    return at(member, f"member:{member.person}", currency)


@pytest.fixture
def mei(host: Actor) -> Actor:
    return joined(host, "Mei")


@pytest.fixture
def lin(host: Actor) -> Actor:
    return joined(host, "Lin")
