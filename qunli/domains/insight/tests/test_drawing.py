"""A history comes in; what is published of it is true, and the same however it came."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Forbidden, NotFound
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight import decisions
from qunli.domains.insight import facade as insight
from qunli.domains.insight.models import MemberDay, TieDay
from qunli.domains.insight.operations.recognise_bots import decide_bot
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.insight.tests.conftest import Draw, half_a_year, keeper, write
from qunli.domains.members.facade import erase_person, merge_people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.database]
COLUMNS = ("group_id", "author", "day", "messages", "hours", "questions")


def by_name(actor: Actor, show: str = "people") -> dict[str, insight.PortraitView]:
    found, _total = insight.portraits(actor, insight.Wanted(show=show, limit=200))
    return {one.name: one for one in found}


def rollups(actor: Actor) -> tuple[set[object], set[object]]:
    with tenancy.within(actor.community or 0):
        days = set(MemberDay.objects.values_list(*COLUMNS))
        ties = {
            (*row[:-1], round(row[-1], 6)) for row in TieDay.objects.values_list("author", "other", "day", "weight")
        }
    return days, ties


@pytest.mark.row("U2")
def test_the_silent_regular_stands_out_and_the_relay_is_left_out(drawn: Actor) -> None:
    people = by_name(drawn)
    assert set(people) == {"Ana", "Ben", "Cai", "Dee", "Eli", "Faye", "Nia"}
    assert set(by_name(drawn, "bots")) == {"relay"}
    assert people["Faye"].messages_30 == 0
    assert people["Ana"].messages_30 > 20
    assert people["Ben"].leaving is not None
    assert people["Ben"].leaving < 0.3


@pytest.mark.row("U9")
def test_the_newcomers_question_is_open_and_says_who_could_answer(drawn: Actor) -> None:
    found = insight.picture(drawn).found
    assert found is not None
    (question,) = [one for one in found.questions if "proof" in one.text]
    assert found.people[question.who] == "Nia"
    assert set(question.could) <= {one.person for one in by_name(drawn).values()}
    assert [found.people[one.who] for one in found.unanswered] == ["Nia"]


@pytest.mark.row("U3")
def test_regulars_are_receptive_in_the_evening(drawn: Actor) -> None:
    hours = by_name(drawn)["Ana"].hours
    assert hours is not None
    assert hours.index(max(hours)) == 19


@pytest.mark.row("U1")
@pytest.mark.row("U8")
def test_stage_and_belonging_are_given_with_how_sure_they_are(drawn: Actor) -> None:
    found = insight.picture(drawn).found
    assert found is not None
    assert sum(found.stage.probabilities.values()) == pytest.approx(1, abs=1e-6)
    assert found.belonging.reciprocity is not None
    assert len(found.weeks) == 26


def test_a_history_in_two_halves_gives_the_rollups_of_the_whole(
    host: Actor, stranger: Actor, bring: Bring, tmp_path: Path
) -> None:
    lines = sorted(half_a_year())
    bring(write(tmp_path / "whole.csv", lines))
    while roll_up(actor=keeper(host)).cells:
        pass
    whole = rollups(host)
    names = {"a": lines[len(lines) // 2 :], "b": lines[: len(lines) // 2]}
    for name, part in names.items():
        bring(write(tmp_path / f"{name}.csv", part))
        while roll_up(actor=keeper(host)).cells:
            pass
    assert rollups(host) == whole


def test_new_messages_touch_only_their_days(drawn: Actor, bring: Bring, tmp_path: Path) -> None:
    line = sorted(half_a_year())[-1]
    bring(write(tmp_path / "more.csv", [(line[0], "Ana", "Warm, but not hot")]))
    assert roll_up(actor=keeper(drawn)).cells == 1
    assert roll_up(actor=keeper(drawn)).cells == 0


def test_drawing_twice_changes_nothing_but_the_moment(drawn: Actor, draw: Draw) -> None:
    before = (insight.picture(drawn).found, insight.portraits(drawn, insight.Wanted()))
    draw(drawn)
    assert (insight.picture(drawn).found, insight.portraits(drawn, insight.Wanted())) == before


def test_the_operators_word_on_bots_stands(drawn: Actor, draw: Draw) -> None:
    relay = by_name(drawn, "bots")["relay"]
    decide_bot(actor=drawn, person=relay.person, is_bot=False)
    draw(drawn)
    assert "relay" in by_name(drawn)
    assert Event.objects.filter(kind="insight.BotDecided").count() == 1


def test_two_who_are_one_are_counted_as_one(drawn: Actor, draw: Draw) -> None:
    people = by_name(drawn)
    ana, ben = people["Ana"], people["Ben"]
    merge_people(actor=drawn, kept=ana.person, merged=ben.person)
    draw(drawn)
    after = by_name(drawn)
    assert "Ben" not in after
    assert after["Ana"].messages == ana.messages + ben.messages


@pytest.mark.row("P4")
def test_an_erased_person_is_nowhere_in_the_findings(drawn: Actor, draw: Draw) -> None:
    nia = by_name(drawn)["Nia"]
    erase_person(actor=drawn, person=nia.person)
    draw(drawn)
    assert "Nia" not in by_name(drawn)
    assert "Nia" not in str(insight.picture(drawn).found)


def test_an_empty_community_has_no_picture_and_no_crash(host: Actor, draw: Draw) -> None:
    draw(host)
    picture = insight.picture(host)
    assert (picture.found, picture.working) == (None, False)


def test_another_operator_sees_nothing(drawn: Actor, stranger: Actor) -> None:
    person = by_name(drawn)["Ana"].person
    assert insight.picture(stranger).found is None
    assert insight.portraits(stranger, insight.Wanted()) == ([], 0)
    assert insight.portrait(stranger, person) is None
    with pytest.raises(NotFound):
        decide_bot(actor=stranger, person=person, is_bot=True)


def test_only_the_program_itself_counts(drawn: Actor) -> None:
    with pytest.raises(Forbidden):
        roll_up(actor=drawn)


@pytest.mark.parametrize(
    ("cells", "messages", "then"), [(200, 3_000, 800), (800, 100_000, 800), (800, 1_000_000, 80), (20, 10**9, 20)]
)
def test_steps_fit_how_much_is_said(cells: int, messages: int, then: int) -> None:
    assert decisions.next_cells(cells, messages) == then
