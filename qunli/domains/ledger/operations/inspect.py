"""The books are looked at: whatever must hold, holds, although the database should not let it be otherwise."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.ledger import guards, policy
from qunli.domains.ledger.events import BooksFaulty, BooksSoundAgain
from qunli.domains.ledger.models import Entry, Inspection

CHECKS: Final = (
    (
        "the balances of {} currencies do not sum to zero",
        """SELECT count(*) FROM (SELECT currency FROM ledger_account WHERE community_id = %(community)s
        GROUP BY currency HAVING sum(balance) <> 0) t""",
    ),
    (
        "{} accounts do not stand where their last entry left them",
        """SELECT count(*) FROM ledger_account a
        LEFT JOIN ledger_entry e ON e.account_id = a.id AND e.version = a.version
        WHERE a.community_id = %(community)s AND a.balance <> coalesce(e.after, 0)""",
    ),
    (
        "{} accounts are in debt that may not be",
        "SELECT count(*) FROM ledger_account WHERE community_id = %(community)s AND balance < 0 AND NOT may_owe",
    ),
    (
        "{} entries do not go on from the entry before",
        """SELECT count(*) FROM ledger_entry e LEFT JOIN ledger_entry p
        ON p.account_id = e.account_id AND p.version = e.version - 1
        WHERE e.community_id = %(community)s AND e.id > %(seen)s
        AND (e.before <> coalesce(p.after, 0) OR (p.id IS NULL AND e.version > 1))""",
    ),
    (
        "{} entries are not one side of their transfer",
        """SELECT count(*) FROM ledger_entry e LEFT JOIN ledger_transfer t ON t.id = e.transfer_id
        WHERE e.community_id = %(community)s AND e.id > %(seen)s AND NOT coalesce(
        (t.source_id = e.account_id AND e.amount = -t.amount) OR (t.target_id = e.account_id AND e.amount = t.amount),
        1 = 0)""",
    ),
    (
        "{} transfers do not have two entries",
        """SELECT count(*) FROM ledger_transfer t WHERE t.community_id = %(community)s AND t.id > %(made)s
        AND (SELECT count(*) FROM ledger_entry e WHERE e.transfer_id = t.id) <> 2""",
    ),
)
"""What is said of that many, and how they are counted. Each is one statement, and so of one moment."""


@operation
def inspect(*, actor: Actor, whole: bool = False) -> int:
    """Look at what was written since the last time, or at everything; returns how many faults there are."""
    policy.may_keep(actor).or_refuse()
    row = Inspection.objects.select_for_update().first()
    seen = row.seen if row is not None and not whole else 0
    # Before the checks, so that what is written meanwhile is looked at next time.
    entries = Entry.objects.filter(id__gt=seen)
    newest, count = entries.aggregate(newest=Max("id"))["newest"] or seen, entries.count()
    faults = _faults(actor.here, seen)
    now = timezone.now()
    row = row or Inspection(community_id=actor.here)
    _tell_change(row, faults)
    row.at, row.seen, row.faults = now, newest, faults
    row.entries = count if whole else row.entries + count
    row.faulty_since = (row.faulty_since or now) if faults else None
    row.save()
    return len(faults)


def _tell_change(row: Inspection, faults: list[str]) -> None:
    if faults and faults != row.faults:
        tell(BooksFaulty(community=row.community_id, faults=len(faults)))
    elif row.faults and not faults:
        tell(BooksSoundAgain(community=row.community_id))


def _faults(community: int, seen: int) -> list[str]:
    made = Entry.objects.filter(id__lte=seen).aggregate(made=Max("transfer_id"))["made"] if seen else 0
    given: dict[str, Any] = {"community": community, "seen": seen, "made": made or 0}
    found = []
    with connection.cursor() as cursor:
        for said, asked in CHECKS:
            cursor.execute(asked, given)
            if count := cursor.fetchone()[0]:
                found.append(said.format(count))
    if missing := guards.NAMES - guards.standing(connection):
        found.append(f"the database lost its guards: {', '.join(sorted(missing))}")
    return found
