"""The community was deleted: its books go with it. The database lets nobody else take a row out."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.ledger import policy
from qunli.domains.ledger.models import Account, Entry, Inspection, Transfer


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    newest_first = Transfer.objects.order_by("-id").values_list("id", flat=True)
    for table in (Inspection, Entry):
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    # Reversals point to what they take back, which is older.
    if keys := list(newest_first[:most]):
        bulk.delete_keys(Transfer, keys)
        return len(keys)
    return bulk.delete_some(Account.objects.all(), most)
