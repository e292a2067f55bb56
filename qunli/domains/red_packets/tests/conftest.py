"""A web group with members in it, and money in their wallets."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.ledger import facade as ledger
from qunli.domains.members.tests.conftest import as_role, host, stranger
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.red_packets.models import Packet, Share
from qunli.kit.money import Money

__all__ = ["as_role", "host", "stranger"]


@pytest.fixture
def hall(host: Actor) -> int:
    return chat.open_group(actor=host, name="Hall")


@pytest.fixture
def ann(host: Actor) -> Talker:
    found = admitted(host, "Ann")
    top_up(host, found.person, 10_000)
    return found


@pytest.fixture
def bo(host: Actor) -> Talker:
    return admitted(host, "Bo")


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def top_up(host: Actor, person: int, minor: int, currency: str = "CNY") -> None:
    move = ledger.Move("rail:manual", ledger.member(person), Money(minor, currency), ledger.Kind.TOP_UP)
    with tenancy.within(host.here), transaction.atomic():
        ledger.transfer([move], key=f"top-up:{person}:{minor}:{currency}")


def at(host: Actor, address: str, currency: str = "CNY") -> int:
    """What is there, in minor units."""
    with tenancy.within(host.here):
        return ledger.balance(address, currency).minor


def wish(hall: int, minor: int = 8_888, shares: int = 3, **more: Any) -> red_packets.Wish:
    return red_packets.Wish(group=hall, amount=more.pop("amount", cny(minor)), shares=shares, **more)


def given(who: Talker, hall: int, minor: int = 8_888, shares: int = 3, **more: Any) -> int:
    """A packet that stands in the hall."""
    number = red_packets.fund(actor=who.actor, wish=wish(hall, minor, shares, **more)).number
    assert number is not None
    return number


def sound(host: Actor, packet: int) -> None:
    """What was taken, what went back and what is left make what was given, here and in the books."""
    with tenancy.within(host.here):
        row = Packet.objects.get(id=packet)
        taken = list(Share.objects.filter(packet=row).order_by("place").values_list("place", "minor"))
    assert [place for place, _minor in taken] == list(range(row.shares - row.shares_left))
    assert sum(minor for _place, minor in taken) + row.left + row.back == row.minor
    assert at(host, f"packet:{packet}", row.currency) == row.left
