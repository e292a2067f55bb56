"""What other rooms may call."""

from __future__ import annotations

from collections.abc import Sequence

from qunli.analysis.screening.opinion import make_ready
from qunli.core.actor import system
from qunli.domains.chat.ports import Ruled
from qunli.domains.moderation.deciding import answer, decide
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
from qunli.domains.moderation.operations.see_decisions import see_decisions
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
    count_unseen,
    log,
    own_case,
    own_cases,
    reports_of,
)
from qunli.domains.moderation.screening import PolicyScreening
from qunli.domains.moderation.second_readers import Waiting, appeal_to_read, appeals_to_read, moderates, waiting_for
from qunli.domains.moderation.showing import in_log, points_of, sentence_of, shown_case

__all__ = [
    "AppealView",
    "Broken",
    "CaseView",
    "InForce",
    "SanctionView",
    "Waiting",
    "Wanted",
    "adopt_preset",
    "answer",
    "answer_appeal",
    "appeal",
    "appeal_to_read",
    "appeals",
    "appeals_of",
    "appeals_to_read",
    "broken_rules",
    "case",
    "cases",
    "count_activity",
    "count_cases",
    "count_unseen",
    "decide",
    "erase_rows",
    "export_person",
    "in_force",
    "in_log",
    "lift",
    "log",
    "make_ready",
    "moderates",
    "own_case",
    "own_cases",
    "permit_ad",
    "points_of",
    "put_in_force",
    "rehearse",
    "release",
    "report",
    "reports_of",
    "screening",
    "see_decisions",
    "sentence_of",
    "shown_case",
    "stop_rehearsal",
    "undo_lesson",
    "uphold",
    "waiting_for",
]


def _keep(community: int, version: int, rules: Rules, ruled: Sequence[Ruled]) -> None:
    open_cases(actor=system(community), version=version, rules=rules, ruled=ruled)


def screening() -> PolicyScreening:
    """The screening by policies, for the configuration to put in force."""
    return PolicyScreening(_keep)
