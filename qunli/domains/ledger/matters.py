"""Books in which something is wrong."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.ledger import policy
from qunli.domains.ledger.models import Inspection


def matters(actor: Actor) -> list[Matter]:
    """For those who read the books."""
    if not policy.may_read(actor):
        return []
    row = Inspection.objects.exclude(faulty_since=None).first()
    if row is None or row.faulty_since is None:
        return []
    return [
        Matter(
            kind="books",
            count=len(row.faults),
            words=ngettext_lazy(
                "%(count)d thing in the books is not as it must be",
                "%(count)d things in the books are not as they must be",
                "count",
            ),
            why=_("Somebody wrote into the database past Qunli, or a disk failed. Pay nothing out before it is clear."),
            since=row.faulty_since,
            due=row.faulty_since + timedelta(hours=1),
            deed=_("Look at the books"),
            page="ledger",
            about=tuple(row.faults[:3]),
        )
    ]
