"""Who may do what with posts, ballots and motions."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from qunli.core.actor import Actor
from qunli.core.verdict import Verdict, allow_if
from qunli.domains.communities.facade import powers


def may_govern(actor: Actor) -> Verdict:
    """Make posts, call for applications, appoint, remove, cancel."""
    return allow_if(actor.has(powers.GOVERN), _("You are not among those who keep the posts."))


def may_see(actor: Actor) -> Verdict:
    """Read what members of the community read."""
    inside = actor.kind == "member" or actor.has(powers.SEE) or actor.has(powers.GOVERN)
    return allow_if(inside, _("Your role does not show you the posts."))


def may_take_part(actor: Actor) -> Verdict:
    """Apply, vote, propose, second."""
    return allow_if(actor.kind == "member" and actor.id is not None, _("Only members can do this."))


def may_vote(actor: Actor, joined_at: datetime | None, opens_at: datetime) -> Verdict:
    """Only who was a member when the vote opened: nobody is brought in for their vote."""
    early = joined_at is not None and joined_at <= opens_at
    return allow_if(early, _("Only those who were members when the vote opened can vote."))


def may_name_deputy(actor: Actor, holders: set[int]) -> Verdict:
    """Whoever holds the post, and those who keep the posts."""
    own = actor.kind == "member" and actor.id in holders
    return allow_if(own or actor.has(powers.GOVERN), _("Only the holder of a post names the deputy."))


def may_keep(actor: Actor) -> Verdict:
    """Count votes, end terms, remind, erase."""
    return allow_if(actor.kind == "system", _("Only the program itself does this."))
