"""Who may do what with polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read what members read."""
    return allow_if(actor.kind == "member" or actor.has(powers.SEE), _("Only members can read here."))


def may_take_part(actor: Actor) -> Verdict:
    """Vote, check in, ask, write: members, and programs that speak for the member whose account they use."""
    return allow_if(
        actor.kind == "member" or (actor.kind == "operator" and actor.has(powers.ACT)), _("Only members can do this.")
    )


def may_run(actor: Actor) -> Verdict:
    """Open and close check-ins, close others' polls."""
    return allow_if(actor.has(powers.ACTIVITIES), _("You are not among those who run activities here."))


def may_close(actor: Actor, asker: int) -> Verdict:
    """End a poll: whoever asked, and those who run activities."""
    own = actor.kind == "member" and actor.id == asker
    return allow_if(
        own or actor.has(powers.ACTIVITIES), _("Only whoever asked, or who runs activities, closes a poll.")
    )


def may_accept(actor: Actor, asker: int) -> Verdict:
    """Say which answer helped: whoever asked, and those who run activities or moderate."""
    own = actor.kind == "member" and actor.id == asker
    helps = actor.has(powers.ACTIVITIES) or actor.has(powers.MODERATE)
    return allow_if(own or helps, _("Only whoever asked accepts an answer."))


def may_answer_feedback(actor: Actor) -> Verdict:
    """Read the whole box and say what becomes of what is in it."""
    return allow_if(actor.has(powers.GOVERN), _("Only owners and managers answer the feedback box."))


def may_export(actor: Actor) -> Verdict:
    """Take out who took part in what."""
    return allow_if(actor.has(powers.EXPORT_PERSONAL_DATA), _("Only owners and managers can export what members did."))


def may_keep(actor: Actor) -> Verdict:
    """Close what is over, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
