"""Who may do what with people and what is known of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_see(actor: Actor) -> Verdict:
    """Read lists and profiles."""
    return allow_if(actor.has(powers.SEE), _("Your role does not show you the members of this community."))


def may_gather(actor: Actor) -> Verdict:
    """Learn of new identities, describe, merge and part people."""
    return allow_if(actor.has(powers.GATHER), _("Only owners and managers can change what is known of members."))


def may_keep(actor: Actor) -> Verdict:
    """Take people out because what spoke of them was taken out."""
    return allow_if(actor.kind == "system", _("Only the program itself takes people out."))


def may_export(actor: Actor) -> Verdict:
    """Take out everything that is known of a person."""
    return allow_if(
        actor.has(powers.EXPORT_PERSONAL_DATA), _("Only owners and managers can export a member's personal data.")
    )


def may_erase(actor: Actor, person: int | None = None) -> Verdict:
    """Erase what is known of a person, for good: an owner anybody's, a member their own."""
    own = actor.kind == "member" and actor.id == person is not None
    return allow_if(
        own or actor.has(powers.ERASE_PERSONAL_DATA), _("Only an owner can erase a member's personal data.")
    )


def may_admit(actor: Actor) -> Verdict:
    """Let somebody in, or turn them down."""
    return allow_if(actor.has(powers.ADMIT), _("You are not among those who decide who comes in."))


def may_remove(actor: Actor) -> Verdict:
    """Take a member out."""
    return allow_if(actor.has(powers.MODERATE), _("You are not among those who can remove a member."))


def may_silence(actor: Actor) -> Verdict:
    """Keep a member from writing for a while."""
    return allow_if(actor.has(powers.MODERATE), _("You are not among those who can silence a member."))


def may_grant(actor: Actor) -> Verdict:
    """Give powers to members, and take them back."""
    return allow_if(actor.has(powers.GOVERN), _("You are not among those who fill posts."))


def may_take_part(actor: Actor) -> Verdict:
    """Do what every member may: acknowledge, answer, add a picture, report one."""
    return allow_if(actor.kind == "member" and actor.id is not None, _("Only members can do this."))


def may_act_as_member(actor: Actor, power: str) -> Verdict:
    """A member, or a program with the token of an account that has `power` and is a member's, too."""
    return allow_if(
        actor.kind == "member" or (actor.kind == "operator" and actor.has(power)), _("Only members can do this.")
    )


def may_enter_by_code(actor: Actor) -> Verdict:
    """Let somebody in whose code was checked."""
    return allow_if(actor.kind == "system", _("Only the program itself lets people in by a code."))


def may_name_team(actor: Actor) -> Verdict:
    """Say who is responsible for what."""
    return allow_if(actor.has(powers.GOVERN), _("You are not among those who say who is responsible for what."))


def may_keep_gallery(actor: Actor) -> Verdict:
    """Decide which pictures are shown."""
    return allow_if(actor.has(powers.MODERATE), _("You are not among those who look after the gallery."))


def may_apply(actor: Actor) -> Verdict:
    """Knock at the door, fill in the form, take an application back."""
    return allow_if(actor.kind == "guest", _("You are inside already."))


def may_set_joining(actor: Actor) -> Verdict:
    """Say how one joins, and how newcomers are received."""
    return allow_if(actor.has(powers.GOVERN), _("Only owners and managers can say how one joins."))


def may_see_applications(actor: Actor) -> Verdict:
    """Read applications: those who decide about them, and whoever reads the console."""
    return allow_if(
        actor.has(powers.ADMIT) or actor.has(powers.SEE), _("You are not among those who decide who comes in.")
    )


def may_give_links(actor: Actor) -> Verdict:
    """Give a member a link to sign in with."""
    allowed = actor.kind == "connector" or actor.has(powers.GOVERN)
    return allow_if(allowed, _("Only owners and managers can give a member a link to sign in."))
