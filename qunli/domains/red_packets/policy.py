"""Who may give, open and see red packets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read which packets there are, and who got how much."""
    return allow_if(actor.kind == "member" or actor.has(powers.SEE), _("Only members can read here."))


def may_give_for_community(actor: Actor) -> Verdict:
    """Give the community's own money, or points, which are made for it."""
    return allow_if(actor.has(powers.MONEY), _("Only owners and managers can give what is the community's."))


def may_open(is_member: bool, is_meant: bool) -> Verdict:
    """Take a share: active members for whom it is meant."""
    if not is_member:
        return Verdict(_("You are not a member here any more."))
    return allow_if(is_meant, _("This red packet is for others."))


def may_keep(actor: Actor) -> Verdict:
    """Give back what is over, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
