"""What other rooms may call."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.analysis.screening.opinion import make_ready
from qunli.core.actor import system
from qunli.domains.chat.ports import Ruled
from qunli.domains.moderation.enforcing import Broken, InForce, broken_rules, in_force
from qunli.domains.moderation.operations.appeal import answer_appeal, appeal
from qunli.domains.moderation.operations.carry_out import lift
from qunli.domains.moderation.operations.count_activity import count_activity
from qunli.domains.moderation.operations.decide import release, uphold
from qunli.domains.moderation.operations.erase_rows import erase_rows
from qunli.domains.moderation.operations.open_cases import open_cases
from qunli.domains.moderation.operations.permit_ad import permit_ad
from qunli.domains.moderation.operations.put_in_force import adopt_preset, put_in_force
from qunli.domains.moderation.operations.rehearse import rehearse, stop_rehearsal
from qunli.domains.moderation.operations.report import report
from qunli.domains.moderation.operations.undo_lesson import undo_lesson
from qunli.domains.moderation.personal_data import export_person
from qunli.domains.moderation.policies import Rules
from qunli.domains.moderation.queries import (
    AppealView,
    CaseView,
    SanctionView,
    Wanted,
    appeals,
    appeals_of,
    case,
    cases,
    count_cases,
    log,
    own_case,
    own_cases,
)
from qunli.domains.moderation.screening import PolicyScreening
from qunli.domains.moderation.showing import in_log, points_of, sentence_of, shown_case

__all__ = [
    "AppealView",
    "Broken",
    "CaseView",
    "InForce",
    "SanctionView",
    "Wanted",
    "adopt_preset",
    "answer_appeal",
    "appeal",
    "appeals",
    "appeals_of",
    "broken_rules",
    "case",
    "cases",
    "count_activity",
    "count_cases",
    "erase_rows",
    "export_person",
    "in_force",
    "in_log",
    "lift",
    "log",
    "make_ready",
    "own_case",
    "own_cases",
    "permit_ad",
    "points_of",
    "put_in_force",
    "rehearse",
    "release",
    "report",
    "screening",
    "sentence_of",
    "shown_case",
    "stop_rehearsal",
    "undo_lesson",
    "uphold",
]


def _keep(community: int, version: int, rules: Rules, ruled: Sequence[Ruled]) -> None:
    open_cases(actor=system(community), version=version, rules=rules, ruled=ruled)


def screening() -> PolicyScreening:
    """The screening by policies, for the configuration to put in force."""
    return PolicyScreening(_keep)
