"""Erased people, and those who were taken out, leave the proposals."""

from __future__ import annotations

from collections.abc import Collection

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.counsel import policy
from qunli.domains.counsel.models import Proposal


@operation
def forget_people(*, actor: Actor, people: Collection[int]) -> int:
    """Proposals name and quote people in their words, so those about any of them go whole. Returns how many."""
    policy.may_propose(actor).or_refuse()
    gone = set(people)
    about = [row.id for row in Proposal.objects.only("id", "about") if not gone.isdisjoint(row.about)]
    return int(Proposal.objects.filter(id__in=about).delete()[0])


@operation
def forget_undecided(*, actor: Actor) -> int:
    """What nobody decided about stood on messages that are gone, and may quote them; what still holds is proposed anew.
    Returns how many went."""
    policy.may_propose(actor).or_refuse()
    undecided = (Proposal.State.OPEN, Proposal.State.PASSED)
    return int(Proposal.objects.filter(state__in=undecided).delete()[0])
