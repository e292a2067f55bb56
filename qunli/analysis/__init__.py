"""What can be concluded from a community's history. Plain functions on a `History`; usable alone, without Django.

Each name is loaded when it is first asked for: the report's reading process counts words without Polars and DuckDB.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunli.analysis.bonds import belonging
    from qunli.analysis.fans import true_fans
    from qunli.analysis.history import History
    from qunli.analysis.leave import leaving
    from qunli.analysis.lifetime.due import due
    from qunli.analysis.lifetime.repeat import repeats
    from qunli.analysis.lifetime.worth import worth
    from qunli.analysis.parting import split
    from qunli.analysis.receptive import receptive_hours
    from qunli.analysis.rise import rising
    from qunli.analysis.roles import key_members
    from qunli.analysis.stage import life_cycle
    from qunli.analysis.unanswered import open_questions

_MODULES = {
    "History": "history",
    "belonging": "bonds",
    "due": "lifetime.due",
    "key_members": "roles",
    "open_questions": "unanswered",
    "leaving": "leave",
    "life_cycle": "stage",
    "receptive_hours": "receptive",
    "repeats": "lifetime.repeat",
    "rising": "rise",
    "split": "parting",
    "true_fans": "fans",
    "worth": "lifetime.worth",
}

__all__ = [
    "History",
    "belonging",
    "due",
    "key_members",
    "leaving",
    "life_cycle",
    "open_questions",
    "receptive_hours",
    "repeats",
    "rising",
    "split",
    "true_fans",
    "worth",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
