from __future__ import annotations

from qunli.analysis import History
from qunli.analysis.judgements.split import judge_split
from qunli.analysis.tests.invented import DAY, START, lively


def test_a_split_is_judged_by_the_answers_of_the_next_ninety_days() -> None:
    history = History.from_frame(lively(days=200, people=40))
    cutoffs = [START + 60 * DAY, START + 100 * DAY, START + 199 * DAY]
    judgement = judge_split(history, cutoffs)
    assert judgement.name == "split"
    assert judgement.cutoffs == tuple(cutoffs[:2])
    assert judgement.value == judgement.right / judgement.said
    assert judgement.naive is not None
    assert 0.5 < judgement.naive <= judgement.value < 1


def test_nothing_is_said_of_a_history_too_short_to_judge() -> None:
    judgement = judge_split(History.from_frame(lively()), [START + 20 * DAY])
    assert (judgement.value, judgement.naive, judgement.said) == (None, None, 0)
