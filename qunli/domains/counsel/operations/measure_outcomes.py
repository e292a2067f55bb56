"""See what came of proposals about people, once enough of the history has passed."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.counsel import decisions, policy
from qunli.domains.counsel.events import OutcomeMeasured
from qunli.domains.counsel.models import Proposal
from qunli.domains.insight import facade as insight


@operation
def measure_outcomes(*, actor: Actor, as_of: int) -> int:
    """`as_of`: the moment of the newest picture (s, UTC). Proposals that were not carried out are measured as well, so
    that there is something to compare with. Returns how many were measured."""
    policy.may_propose(actor).or_refuse()
    due = Proposal.objects.filter(
        kind__in=decisions.HOPED, asked=None, as_of__lte=as_of - decisions.MEASURED_AFTER
    ).exclude(state=Proposal.State.OPEN)
    for row in due:
        seen = insight.last_seen(actor, row.people)
        row.came, row.asked = decisions.came_back(row.people, seen, row.as_of), len(row.people)
        row.save(update_fields=["came", "asked"])
        tell(
            OutcomeMeasured(community=row.community_id, proposal=row.id, kind=row.kind, came=row.came, asked=row.asked)
        )
    return len(due)
