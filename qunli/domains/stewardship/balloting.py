"""Inside operations: a secret vote opens and closes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions
from qunli.domains.stewardship.models import Ballot


def open_ballot(community: int, options: list[str], quorum: int, lasts: timedelta) -> Ballot:
    """An empty box, for those who are members now. Voting for nothing of it is always an option."""
    now = timezone.now()
    return Ballot.objects.create(
        community_id=community,
        options=[*options, decisions.NONE],
        electorate=members.active_number(community),
        quorum=quorum,
        opens_at=now,
        closes_at=now + lasts,
    )


def is_due(ballot: Ballot | None) -> bool:
    """Whether it can be counted."""
    return ballot is not None and ballot.closed_at is None and ballot.closes_at <= timezone.now()


def close(ballot: Ballot) -> dict[str, int]:
    """How often each option was chosen."""
    ballot.closed_at = timezone.now()
    ballot.save(update_fields=["closed_at"])
    return {option: int(ballot.counts.get(option, 0)) for option in ballot.options}
