"""Who may do what with policies, cases and appeals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read cases with what was said, and statistics."""
    return allow_if(
        actor.has(powers.MODERATE) or actor.has(powers.SEE), _("You are not among those who moderate here.")
    )


def may_moderate(actor: Actor) -> Verdict:
    """Decide about cases and answer appeals."""
    return allow_if(actor.has(powers.MODERATE), _("You are not among those who moderate here."))


def may_decide(actor: Actor, person: int) -> Verdict:
    """Decide about `person`. A member's post gives no power over their own messages, sanctions and permits."""
    if not (may := may_moderate(actor)):
        return may
    own = actor.kind == "member" and actor.id == person
    return allow_if(not own, _("This is about you. Somebody else has to decide it."))


def may_change_policies(actor: Actor) -> Verdict:
    """Put other policies in force, rehearse them, undo lessons."""
    return allow_if(actor.has(powers.GOVERN), _("Only those who govern can change policies."))


def may_report(actor: Actor) -> Verdict:
    """Report a message."""
    return allow_if(actor.kind == "member", _("Only members can report messages."))


def may_appeal(actor: Actor, person: int) -> Verdict:
    """Appeal a case about oneself; `person` is whom the case is about."""
    return allow_if(actor.kind == "member" and actor.id == person, _("Only the person concerned can appeal."))


def may_read_log(actor: Actor) -> Verdict:
    """Read the public log."""
    return allow_if(actor.kind == "member" or actor.has(powers.SEE), _("Only members can read here."))


def may_permit(actor: Actor, person: int) -> Verdict:
    """Allow an advertisement of `person`."""
    return may_keep(actor) if actor.kind == "system" else may_decide(actor, person)


def may_keep(actor: Actor) -> Verdict:
    """Carry out, count, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
