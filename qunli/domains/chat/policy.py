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


def may_deliver(actor: Actor) -> Verdict:
    """Hand over what members said."""
    return allow_if(actor.kind in ("system", "connector"), _("Messages come in by sockets and connectors."))


def may_connect(actor: Actor) -> Verdict:
    """Connect chats on other platforms, link and bridge groups."""
    return allow_if(actor.has(powers.GOVERN), _("Only owners and managers can connect chats."))


def may_act_there(actor: Actor) -> Verdict:
    """Have somebody silenced or removed on a platform."""
    return allow_if(actor.has(powers.MODERATE), _("You are not among those who moderate here."))


def may_listen(actor: Actor) -> Verdict:
    """Read what is said in live groups: members, and whoever runs the community."""
    return allow_if(actor.kind == "member" or actor.has(powers.SEE), _("Only members can read here."))


def may_choose_notices(actor: Actor) -> Verdict:
    """Say what one is told oneself, and on which devices."""
    return allow_if(actor.kind == "member", _("Only members are told things."))


def may_open_groups(actor: Actor) -> Verdict:
    """Open, rename and close web groups."""
    return allow_if(actor.has(powers.GOVERN), _("Only owners and managers can open and close groups."))


def may_announce(actor: Actor) -> Verdict:
    """Announce, and pin messages."""
    return allow_if(actor.has(powers.ANNOUNCE), _("You are not among those who announce here."))


def may_moderate(actor: Actor) -> Verdict:
    """Read what was edited and deleted."""
    return allow_if(actor.has(powers.MODERATE), _("Only moderators can read what was deleted."))


def may_speak_for_a_member(actor: Actor) -> Verdict:
    """A program with the token of an account that is a member's, too."""
    return allow_if(actor.has(powers.ACT), _("Your role does not let programs speak for you."))


def may_change(actor: Actor, author: int) -> Verdict:
    """Edit what one said oneself; `author` is a person."""
    own = actor.kind == "member" and actor.id == author
    return allow_if(own, _("Only the author can change a message."))


def may_delete(actor: Actor, author: int) -> Verdict:
    """Delete what one said oneself, or what others said as a moderator; `author` is a person."""
    own = actor.kind == "member" and actor.id == author
    return allow_if(own or actor.has(powers.MODERATE), _("Only the author and moderators can delete a message."))


def may_restore(actor: Actor) -> Verdict:
    """Put back what was deleted."""
    return allow_if(actor.has(powers.MODERATE), _("Only moderators can put a deleted message back."))
