"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.counsel.operations.decide import dismiss, mark_done, reopen, snooze
from qunli.domains.counsel.operations.erase_rows import erase_rows
from qunli.domains.counsel.personal_data import export_person
from qunli.domains.counsel.queries import ProposalView, Record, decided, open_count, records, today
from qunli.domains.counsel.waiting import ask_for_matters, waiting

__all__ = [
    "ProposalView",
    "Record",
    "ask_for_matters",
    "decided",
    "dismiss",
    "erase_rows",
    "export_person",
    "mark_done",
    "open_count",
    "records",
    "reopen",
    "snooze",
    "today",
    "waiting",
]
