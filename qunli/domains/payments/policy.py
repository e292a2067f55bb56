"""Who may pay, confirm, withdraw and send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_have_wallet(actor: Actor) -> Verdict:
    """Top up, pay, withdraw."""
    return allow_if(actor.kind == "member", _("Only members can do this."))


def may_read(actor: Actor) -> Verdict:
    """Read everybody's payments."""
    return allow_if(actor.has(powers.BOOKS), _("Only those who look after the money see everybody's payments."))


def may_move(actor: Actor) -> Verdict:
    """Confirm, refuse, send, set the terms."""
    return allow_if(actor.has(powers.MONEY), _("Only owners and managers can move money."))


def may_see(actor: Actor, payer: int) -> Verdict:
    """The payer, and those who look after the money."""
    own = actor.kind == "member" and actor.id == payer
    return allow_if(own or actor.has(powers.BOOKS), _("This is somebody else's payment."))


def may_decide(actor: Actor, own_person: int | None, person: int) -> Verdict:
    """Approve or refuse a withdrawal: nobody their own. `own_person` is who the actor is among the members."""
    if own_person == person:
        return Verdict(_("Nobody approves their own withdrawal. Ask somebody else who looks after the money."))
    return may_move(actor)


def may_keep(actor: Actor) -> Verdict:
    """Take in what a provider says, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
