"""Somebody decides about a proposal: done, not now, not at all, or after all."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.counsel import decisions, policy, queries
from qunli.domains.counsel.events import ProposalDecided
from qunli.domains.counsel.models import Proposal


@operation
def mark_done(*, actor: Actor, proposal: int) -> None:
    """It was carried out; what comes of it is measured later. Raises `Forbidden`, `NotFound`."""
    policy.may_act(actor).or_refuse()
    _settle(actor, queries.proposal(actor, proposal), Proposal.State.DONE)


@operation
def snooze(*, actor: Actor, proposal: int, choice: str) -> None:
    """Not now; `choice` is "day", "week" or "month". Raises `Forbidden`, `NotFound`, `Invalid`."""
    policy.may_act(actor).or_refuse()
    row = queries.proposal(actor, proposal)
    row.snoozed_until = decisions.snoozed_until(choice, timezone.now())
    _settle(actor, row, Proposal.State.SNOOZED)


@operation
def dismiss(*, actor: Actor, proposal: int, reason: str) -> None:
    """Not at all, with a reason. Raises `Forbidden`, `NotFound`, `Invalid`."""
    policy.may_act(actor).or_refuse()
    _settle(actor, queries.proposal(actor, proposal), Proposal.State.DISMISSED, decisions.reason_given(reason))


@operation
def reopen(*, actor: Actor, proposal: int) -> None:
    """Take a decision back. Raises `Forbidden`, `NotFound`."""
    policy.may_act(actor).or_refuse()
    _settle(actor, queries.proposal(actor, proposal), Proposal.State.OPEN)


def _settle(actor: Actor, row: Proposal, state: str, reason: str = "") -> None:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by = timezone.now(), actor.name[:160]
    row.save()
    tell(ProposalDecided(community=row.community_id, proposal=row.id, kind=row.kind, state=state, reason=reason))
