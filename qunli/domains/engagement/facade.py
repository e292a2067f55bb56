"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.engagement.answers import AnswerView, as_answer
from qunli.domains.engagement.check_ins import BoardLine, CheckInView, DayView, board, check_ins, today
from qunli.domains.engagement.check_ins import check_in as shown_check_in
from qunli.domains.engagement.done import Deeds
from qunli.domains.engagement.feedback import FeedbackView, answered, box, counts, own
from qunli.domains.engagement.feedback import one as one_feedback
from qunli.domains.engagement.models import Feedback
from qunli.domains.engagement.operations.ask import accept, answer, ask, reopen
from qunli.domains.engagement.operations.check_in import Here, check_in, close_check_in, open_check_in
from qunli.domains.engagement.operations.close_poll import close_poll
from qunli.domains.engagement.operations.erase_rows import erase_rows
from qunli.domains.engagement.operations.feedback import answer_feedback, give_feedback
from qunli.domains.engagement.operations.open_poll import open_poll
from qunli.domains.engagement.operations.vote import tap, vote
from qunli.domains.engagement.personal_data import exported
from qunli.domains.engagement.policy import may_answer_feedback, may_export, may_run
from qunli.domains.engagement.polls import ChoiceView, PollView, poll, polls
from qunli.domains.engagement.questions import QuestionView, ReplyView, question, questions
from qunli.domains.engagement.speaking import Posted

STATES = [(value, label) for value, label in Feedback.State.choices if value != Feedback.State.NEW]
"""What may become of something in the feedback box, with words for it."""

__all__ = [
    "STATES",
    "AnswerView",
    "BoardLine",
    "CheckInView",
    "ChoiceView",
    "DayView",
    "Deeds",
    "FeedbackView",
    "Here",
    "PollView",
    "Posted",
    "QuestionView",
    "ReplyView",
    "accept",
    "answer",
    "answer_feedback",
    "answered",
    "as_answer",
    "ask",
    "board",
    "box",
    "check_in",
    "check_ins",
    "close_check_in",
    "close_poll",
    "counts",
    "erase_rows",
    "exported",
    "give_feedback",
    "may_answer_feedback",
    "may_export",
    "may_run",
    "one_feedback",
    "open_check_in",
    "open_poll",
    "own",
    "poll",
    "polls",
    "question",
    "questions",
    "reopen",
    "shown_check_in",
    "tap",
    "today",
    "vote",
]
