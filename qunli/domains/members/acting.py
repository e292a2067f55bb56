"""A program acts for the member whose account made its token."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Forbidden
from qunli.core.words import _
from qunli.domains.communities.facade import powers
from qunli.domains.members import policy, standing


def as_member(actor: Actor, power: str = powers.ACT) -> Actor:
    """The member who acts: the actor, or the one whose account a program uses that has `power` here. Raises
    `Forbidden`."""
    policy.may_act_as_member(actor, power).or_refuse()
    if actor.kind == "member":
        return actor
    with tenancy.within(actor.here):
        found = standing.member_of_account(actor)
    if found is None:
        raise Forbidden(_("Join this community with your account before your program speaks for you."))
    return found
