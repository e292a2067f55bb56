"""A chat's export as one report: `build_report("result.json", "report.html")`."""

from qunli.reports.build import NothingToReport, Progress, UnknownZone
from qunli.reports.language import LANGUAGES, UnknownLanguage
from qunli.reports.report import UnknownOutput, build_report

__all__ = [
    "LANGUAGES",
    "NothingToReport",
    "Progress",
    "UnknownLanguage",
    "UnknownOutput",
    "UnknownZone",
    "build_report",
]
