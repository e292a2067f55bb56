"""A chat's export as one report: `build_report("result.json", "report.html")`.

Each name is loaded when it is first asked for: the console and the process that concludes need none of what reads
exports.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunli.reports.build import NothingToReport, Progress, UnknownZone
    from qunli.reports.language import LANGUAGES, UnknownLanguage
    from qunli.reports.report import UnknownOutput, build_report

_MODULES = {
    "LANGUAGES": "language",
    "NothingToReport": "build",
    "Progress": "build",
    "UnknownLanguage": "language",
    "UnknownOutput": "report",
    "UnknownZone": "build",
    "build_report": "report",
}

__all__ = [
    "LANGUAGES",
    "NothingToReport",
    "Progress",
    "UnknownLanguage",
    "UnknownOutput",
    "UnknownZone",
    "build_report",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
