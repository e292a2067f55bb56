"""Tea has a shop, and members Mei and Lin who buy there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.handlers import HANDLERS
from qunli.domains.commerce.models import Order
from qunli.domains.communities.tests.founded import as_role, host, stranger
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money

__all__ = ["as_role", "cny", "host", "stranger"]
HOME = {"name": "Mei", "phone": "139 0000 0000", "lines": "1 Tea Street\nHangzhou"}


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def at(host: Actor, address: str) -> int:
    """What is there, in minor units."""
    with tenancy.within(host.here):
        return ledger.balance(address, "CNY").minor


def wallet(member: Actor) -> int:
    return at(member, f"member:{member.person}")


def joined(host: Actor, name: str) -> Actor:
    return members.member_actor(host.here, members.admit(actor=host, name=name))


@pytest.fixture
def mei(host: Actor) -> Actor:
    return joined(host, "Mei")


@pytest.fixture
def lin(host: Actor) -> Actor:
    return joined(host, "Lin")


def offer(host: Actor, *variants: commerce.VariantIn, on_sale: bool = True, **more: Any) -> commerce.OfferView:
    """Something on sale: tea in a tin for 88.00 unless said."""
    facts: dict[str, Any] = {
        "kind": "product", "title": "Longjing", "text": "From the hill.", "next_step": "", "currency": "CNY",
        "shipping": 0, "refund_days": 14, "most_each": None, "variants": variants or (tin(),),
    } | more  # fmt: skip
    number = commerce.write_offer(actor=host, said=commerce.OfferIn(**facts))
    if on_sale:
        commerce.move_offer(actor=host, offer=number, state="on_sale")
    return commerce.offer(host, number)


def tin(title: str = "", price: int = 8_800, **more: Any) -> commerce.VariantIn:
    return commerce.VariantIn(None, title, price, **more)


def buy(member: Actor, what: commerce.OfferView, count: int = 1, place: int = 0, **more: Any) -> int:
    """An order for so many of one variant."""
    wanted = [commerce.Wanted(what.variants[place].id, count)]
    return commerce.place(actor=member, wanted=wanted, address=HOME, **more)


def rich(host: Actor, member: Actor, minor: int) -> None:
    """Money in the wallet."""
    one = payments.top_up(actor=member, amount=cny(minor), title="Wallet")
    payments.confirm(actor=host, intent=one, amount=cny(minor), key=f"rich:{one}:{minor}")


def bought(host: Actor, member: Actor, what: commerce.OfferView, count: int = 1, **more: Any) -> int:
    """An order that is paid."""
    order = buy(member, what, count, **more)
    total = commerce.order(host, order).total.minor
    if total:
        rich(host, member, total)
        assert commerce.pay(actor=member, order=order) is None
    return order


def received(host: Actor, member: Actor, order: int) -> None:
    """Delivered, and the buyer has it."""
    lines = [line.id for line in commerce.order(host, order).lines]
    commerce.deliver(actor=host, order=order, lines=lines)
    commerce.receive(actor=member, order=order, lines=lines)


def heard() -> None:
    """Events are handed over."""
    dispatch(HANDLERS)


def ago(host: Actor, order: int, **how_long: float) -> None:
    """As if an order had been placed, delivered and received so much earlier."""
    back = timedelta(**how_long)
    with tenancy.within(host.here):
        row = Order.objects.get(id=order)
        row.expires_at -= back
        row.refundable_until = row.refundable_until and row.refundable_until - back
        row.save()
        for line in row.lines.exclude(given_at=None):
            line.given_at = (line.given_at or timezone.now()) - back
            line.save()
