"""Who may read findings and who keeps them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read findings and portraits."""
    return allow_if(actor.has(powers.SEE), _("Your role does not show you this community."))


def may_keep(actor: Actor) -> Verdict:
    """Count messages and draw conclusions."""
    return allow_if(actor.kind == "system", _("Only the program itself keeps the counts."))


def may_stop(actor: Actor) -> Verdict:
    """Stop the drawing of a picture."""
    return allow_if(actor.has(powers.GATHER), _("Only owners and managers can stop the drawing of a picture."))


def may_settle_remarks(actor: Actor) -> Verdict:
    """Say what a remark is, and which products to listen for."""
    return allow_if(actor.has(powers.ACT), _("Only owners and managers can say what a remark is."))


def may_decide_bots(actor: Actor) -> Verdict:
    """Say that a member is, or is not, a program."""
    return allow_if(actor.has(powers.GATHER), _("Only owners and managers can say who is a bot."))
