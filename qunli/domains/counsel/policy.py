"""Who may see Today and work it off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read proposals."""
    return allow_if(actor.has(powers.SEE), _("Your role does not show you this community."))


def may_act(actor: Actor) -> Verdict:
    """Mark proposals done, put them off, turn them down."""
    return allow_if(actor.has(powers.ACT), _("Only owners and managers can decide about proposals."))


def may_propose(actor: Actor) -> Verdict:
    """Make proposals from findings."""
    return allow_if(actor.kind == "system", _("Only the program itself makes proposals."))
