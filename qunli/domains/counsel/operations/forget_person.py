"""An erased person leaves the proposals."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.counsel import policy
from qunli.domains.counsel.models import Proposal


@operation
def forget_person(*, actor: Actor, person: int) -> int:
    """Proposals name and quote people in their words, so those about the person go whole. Returns how many."""
    policy.may_propose(actor).or_refuse()
    about = [row.id for row in Proposal.objects.only("id", "about") if person in row.about]
    return int(Proposal.objects.filter(id__in=about).delete()[0])
