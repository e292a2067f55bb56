"""What is worth doing, and in which order."""

from __future__ import annotations

import pytest

from qunli.reports.advice import proposals
from qunli.reports.findings import Carried, KeyMember, Leaving, Reason, Split, Stage, Welcome
from qunli.reports.language import translate
from qunli.reports.tests.example import findings
from qunli.reports.wording import advise

_ = translate("en")


def kinds(**other: object) -> list[str]:
    return [made.kind for made in proposals(findings(**other))]


@pytest.mark.row("U10")
def test_a_person_who_waits_comes_first() -> None:
    assert kinds()[:2] == ["welcome", "answer"]


def test_what_is_not_found_is_not_proposed() -> None:
    stage = Stage(name="creation", probabilities={"creation": 1.0}, window_open=False, window_chance=0.0, since=None)
    quiet: dict[str, object] = dict.fromkeys(("unanswered", "questions", "leaving", "rising", "key_members"), ())
    assert kinds(**quiet, stage=stage, split=None, carried=None) == []


def test_the_effect_of_a_welcome_is_what_this_history_shows() -> None:
    best = proposals(findings())[0]
    assert best.effect == (244 / 400, 38 / 120)
    assert "61\u00a0% of newcomers who were answered" in advise(best, findings(), _).expected


def test_too_few_newcomers_promise_nothing() -> None:
    few = Welcome(answered=19, answered_stayed=19, unanswered=400, unanswered_stayed=0)
    best = proposals(findings(welcome=few))[0]
    assert best.effect is None
    assert advise(best, findings(), _).expected == ""


def test_only_somebody_who_matters_and_may_leave_is_talked_to_at_their_hour() -> None:
    found = findings(
        leaving=(Leaving(1, 0.62), Leaving(6, 0.99), Leaving(0, 0.1)), key_members=(KeyMember(1, "connector", 0.8),)
    )
    made = [one for one in proposals(found) if one.kind == "keep"]
    assert [one.who for one in made] == [(1,)]
    said = advise(made[0], found, _)
    assert said.title == "Talk to Tomás Ruiz before they fall silent"
    assert said.why.endswith("Likeliest to read around 07:00.")


def test_talk_that_rests_on_one_person_is_shared() -> None:
    assert "spread" in kinds(carried=Carried(half=1, active=40, most=0, most_share=0.55))
    assert "spread" not in kinds(carried=Carried(half=9, active=40, most=0, most_share=0.12))


def test_a_large_group_is_split_only_where_that_keeps_more_than_chance() -> None:
    assert "split" in kinds(split=Split(sizes=(200, 200), kept=0.8, kept_by_chance=0.5))
    assert "split" not in kinds(split=Split(sizes=(200, 200), kept=0.55, kept_by_chance=0.5))
    assert "split" not in kinds(split=Split(sizes=(60, 60), kept=0.9, kept_by_chance=0.5))


def test_only_quiet_people_who_once_wrote_are_asked_back() -> None:
    never = KeyMember(5, "quiet", 0.9, (Reason("silent_days", 300.0, 0.0), Reason("messages", 0.0, 6.0)))
    assert "revive" in kinds()
    assert "revive" not in kinds(key_members=(never,))


def test_every_proposal_can_be_said_in_both_languages() -> None:
    stage = Stage(
        name="recession",
        probabilities={"recession": 0.8, "maturity": 0.2},
        window_open=True,
        window_chance=0.6,
        since=None,
    )
    found = findings(stage=stage, carried=Carried(half=1, active=40, most=0, most_share=0.55))
    made = proposals(found)
    for language in ("en", "zh-hans"):
        titles = [advise(one, found, translate(language)).title for one in made]
        assert all(titles)
        assert len(set(titles)) == len(made)
