"""The community was deleted, or a person erased."""

from __future__ import annotations

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.payments import policy
from qunli.domains.payments.models import Arrival, Intent, Payout, Proof, RailSetting, Terms

TABLES = (Proof, Payout, Arrival, Intent, RailSetting, Terms)


@operation
def erase_rows(*, actor: Actor, most: int) -> int:
    """Returns how many rows went, `most` at most; 0 when none are left."""
    policy.may_keep(actor).or_refuse()
    for table in TABLES:
        if gone := bulk.delete_some(table.objects.all(), most):
            return gone
    return 0


@operation
def forget_person(*, actor: Actor, person: int) -> None:
    """Pictures, notes and account names go; what was paid when stays, for the books and the law. Raises
    `Forbidden`."""
    policy.may_keep(actor).or_refuse()
    Proof.objects.filter(intent__payer_id=person).update(image=None, note="")
    Payout.objects.filter(person_id=person).exclude(state=Payout.State.APPROVED).update(to="")
