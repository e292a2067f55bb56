"""Who may offer, order, deliver and give back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """See what is on sale."""
    return allow_if(actor.kind == "member" or actor.has(powers.SEE), _("Only members can read here."))


def may_keep_shop(actor: Actor) -> Verdict:
    """Write offers and coupons, deliver, give back, answer disputes."""
    return allow_if(actor.has(powers.MONEY), _("Only owners and managers look after the shop."))


def may_read_orders(actor: Actor) -> Verdict:
    """Read everybody's orders."""
    return allow_if(actor.has(powers.BOOKS), _("Only those who look after the money see everybody's orders."))


def may_buy(actor: Actor) -> Verdict:
    """Order something."""
    return allow_if(actor.kind == "member", _("Only members can do this."))


def may_see_order(actor: Actor, buyer: int) -> Verdict:
    """The buyer, and those who look after orders."""
    own = actor.kind == "member" and actor.id == buyer
    return allow_if(own or actor.has(powers.BOOKS), _("This is somebody else's order."))


def may_call_off(actor: Actor, buyer: int) -> Verdict:
    """Cancel an order that was not paid."""
    own = actor.kind == "member" and actor.id == buyer
    return allow_if(own or actor.has(powers.MONEY), _("Only the buyer and those who run the shop cancel an order."))


def may_speak_as_buyer(actor: Actor, buyer: int) -> Verdict:
    """Say that it was received, or that something is wrong."""
    own = actor.kind == "member" and actor.id == buyer
    return allow_if(own, _("Only the buyer can say this."))


def may_keep(actor: Actor) -> Verdict:
    """Expire, close, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
