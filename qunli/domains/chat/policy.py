"""Who may do what with groups, messages and histories."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read messages, groups, and how imports went."""
    return allow_if(actor.has(powers.SEE), _("Your role does not show you the messages of this community."))


def may_import(actor: Actor) -> Verdict:
    """Bring histories in, stop, resume and forget imports."""
    return allow_if(actor.has(powers.GATHER), _("Only owners and managers can import histories."))


def may_keep(actor: Actor) -> Verdict:
    """Take out, piece by piece, what somebody decided about."""
    return allow_if(actor.kind == "system", _("Only the program itself takes rows out."))


def may_export(actor: Actor) -> Verdict:
    """Take out everything that a person said."""
    return allow_if(
        actor.has(powers.EXPORT_PERSONAL_DATA), _("Only owners and managers can export a member's personal data.")
    )
