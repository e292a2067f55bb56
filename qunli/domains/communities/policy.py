"""Who may do what with operators and communities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities import powers


def may_describe(actor: Actor) -> Verdict:
    """Create communities and change what they say of themselves."""
    return allow_if(actor.has(powers.DESCRIBE), _("Only owners and managers can create or describe a community."))


def may_delete(actor: Actor) -> Verdict:
    """Delete communities with everything in them, and restore them."""
    return allow_if(actor.has(powers.DELETE_COMMUNITIES), _("Only an owner can delete a community."))


def may_erase(actor: Actor) -> Verdict:
    """Take the rows of a deleted community out, one by one."""
    return allow_if(actor.kind == "system", _("Only the program itself erases what was deleted."))


def may_invite_colleagues(actor: Actor) -> Verdict:
    """Invite colleagues, change their role, remove them."""
    return allow_if(actor.has(powers.COLLEAGUES), _("Only an owner can decide about colleagues."))


def may_make_tokens(actor: Actor) -> Verdict:
    """Give programs a key to the API."""
    return allow_if(actor.has(powers.API), _("Only owners and managers can make API tokens."))


def may_govern(actor: Actor) -> Verdict:
    """Write the charter and the rules."""
    return allow_if(actor.has(powers.GOVERN), _("You are not among those who write the charter and the rules."))


def may_enact(actor: Actor) -> Verdict:
    """Put into force what members voted for."""
    return allow_if(actor.kind == "mandate" and actor.has(powers.GOVERN), _("Only a vote of the members enacts rules."))


def may_see_founding(actor: Actor) -> Verdict:
    """Read what the charter says and how it changed."""
    return allow_if(actor.has(powers.SEE) or actor.has(powers.GOVERN), _("Your role does not show you the charter."))


def may_let_in(actor: Actor) -> Verdict:
    """Open a room in which people come in by a code."""
    return allow_if(actor.has(powers.ADMIT), _("You are not among those who decide who comes in."))


def may_try_codes(actor: Actor) -> Verdict:
    """Look up which room a code opens, and note a wrong one."""
    return allow_if(actor.kind == "system", _("Only the program itself looks codes up."))
