"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.stewardship.decisions import MOTION_QUORUM, MOTION_VOTE, NO, NONE, SECONDING, YES
from qunli.domains.stewardship.operations.call import (
    apply,
    appoint,
    open_call,
    short_list,
    withdraw_application,
)
from qunli.domains.stewardship.operations.cast import cast
from qunli.domains.stewardship.operations.erase_rows import erase_rows
from qunli.domains.stewardship.operations.honour import give_honour, take_honour
from qunli.domains.stewardship.operations.intervene import cancel_call, cancel_motion, remove_holder
from qunli.domains.stewardship.operations.keep_post import close_post, describe_post
from qunli.domains.stewardship.operations.move import move, second, withdraw_motion
from qunli.domains.stewardship.operations.say import choose_groups
from qunli.domains.stewardship.operations.serve import name_deputy, step_down
from qunli.domains.stewardship.personal_data import exported
from qunli.domains.stewardship.policy import may_govern
from qunli.domains.stewardship.shapes import (
    ApplicationView,
    BallotView,
    CallView,
    HonourView,
    InterventionView,
    MotionView,
    PostView,
    Scorecard,
    TermView,
)
from qunli.domains.stewardship.showing import (
    call,
    calls,
    honours,
    interventions,
    motion,
    motions,
    post,
    posts,
    roster,
    said_in,
    scorecard,
    terms_of,
    titles,
    voters,
)

__all__ = [
    "MOTION_QUORUM",
    "MOTION_VOTE",
    "NO",
    "NONE",
    "SECONDING",
    "YES",
    "ApplicationView",
    "BallotView",
    "CallView",
    "HonourView",
    "InterventionView",
    "MotionView",
    "PostView",
    "Scorecard",
    "TermView",
    "apply",
    "appoint",
    "call",
    "calls",
    "cancel_call",
    "cancel_motion",
    "cast",
    "choose_groups",
    "close_post",
    "describe_post",
    "erase_rows",
    "exported",
    "give_honour",
    "honours",
    "interventions",
    "may_govern",
    "motion",
    "motions",
    "move",
    "name_deputy",
    "open_call",
    "post",
    "posts",
    "remove_holder",
    "roster",
    "said_in",
    "scorecard",
    "second",
    "short_list",
    "step_down",
    "take_honour",
    "terms_of",
    "titles",
    "voters",
    "withdraw_application",
    "withdraw_motion",
]
