"""Make today's proposals from the current picture."""

from __future__ import annotations

import msgspec
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.counsel import decisions, policy
from qunli.domains.counsel.models import Proposal
from qunli.domains.insight import facade as insight
from qunli.reports.advice import Proposal as Advised
from qunli.reports.advice import proposals
from qunli.reports.findings import Findings, Newcomer, Question, Remark
from qunli.reports.language import LANGUAGES, translate
from qunli.reports.wording import advise


@operation
def refresh_proposals(*, actor: Actor) -> int:
    """Returns how many proposals stand. One that comes up again keeps its decision while that rests; an open one that
    no longer comes up has passed."""
    policy.may_propose(actor).or_refuse()
    picture = insight.picture(actor)
    if picture.found is None or actor.community is None:
        return 0
    made = {decisions.key_of(one.kind, one.who, one.subjects): one for one in proposals(picture.found)}
    known = {row.key: row for row in Proposal.objects.select_for_update().filter(key__in=list(made))}
    now = timezone.now()
    for key, one in made.items():
        row = known.get(key) or Proposal(community_id=actor.community, key=key)
        if row.pk is None or not decisions.rests(row.state, row.decided_at, row.snoozed_until, now):
            _stand(row, one, picture.found, picture.as_of)
    gone = Proposal.objects.filter(state=Proposal.State.OPEN).exclude(key__in=list(made))
    gone.update(state=Proposal.State.PASSED)
    return Proposal.objects.filter(state=Proposal.State.OPEN).count()


def _stand(row: Proposal, one: Advised, found: Findings, as_of: int) -> None:
    row.kind, row.people, row.score, row.sure = one.kind, list(one.who), one.score, one.sure
    row.about = _about(one, found)
    row.said = {language: msgspec.to_builtins(advise(one, found, translate(language))) for language in LANGUAGES}
    row.as_of, row.state = as_of, Proposal.State.OPEN
    row.came = row.asked = row.decided_at = row.snoozed_until = None
    row.reason = row.decided_by = ""
    row.save()


def _about(one: Advised, found: Findings) -> list[int]:
    lists: dict[str, tuple[Question, ...] | tuple[Newcomer, ...] | tuple[Remark, ...]] = {
        "answer": found.questions,
        "welcome": found.unanswered,
        "heed": found.feedback.complaints.remarks,
    }
    quoted = lists.get(one.kind, ())
    return sorted({*one.who, *(quoted[at].who for at in one.subjects if at < len(quoted))})
