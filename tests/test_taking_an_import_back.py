"""A wrong file was brought: what came from it alone goes, and it is as if it had never been there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Origin, SkippedPiece
from qunli.domains.chat.tests.conftest import Bring, bring
from qunli.domains.counsel.models import Proposal
from qunli.domains.insight import facade as insight
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from tests.two_histories import at_work, draw_pictures, files, only_right, right, stands, take_back, wrong

__all__ = ["bring", "files", "host", "only_right"]
pytestmark = [pytest.mark.row("G6"), pytest.mark.slow, pytest.mark.database]


@pytest.mark.parametrize("order", ["right first", "wrong first"])
def test_it_is_as_if_the_wrong_file_had_never_been_brought(
    host: Actor, bring: Bring, files: Callable[..., Path], only_right: dict[str, Any], order: str
) -> None:
    brought = {}
    for name, export in (("right", right()), ("wrong", wrong()))[:: 1 if order == "right first" else -1]:
        brought[name] = bring(files(f"{name}.json", export)).id
        at_work(host)
    assert stands(host)["people"] != only_right["people"]
    take_back(host, brought["wrong"])
    now = stands(host)
    if order == "right first":  # an edit stays, because what stood there before is not kept
        edited = {"39": "Thought 39, put better"}
        only_right["messages"] = [(*row[:4], edited.get(row[3], row[4]), row[5]) for row in only_right["messages"]]
    for part in (now, only_right):  # the text that stays is longer
        part["days"] = [(*row[:4], *row[5:]) for row in part["days"]]
    assert now == only_right


def test_the_record_of_it_says_what_went_and_its_details_go(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    bring(files("right.json", right()))
    broken = files("wrong.json", wrong())
    broken.write_text(broken.read_text("utf-8").replace('"id": 259,', '"id": oops,'), "utf-8")
    history = bring(broken)
    assert (history.messages_new, history.messages_known, history.skipped) == (59, 9, 1)
    assert (chat.brought_alone(host, history.id)) == chat.BroughtAlone(messages=59, people=3)
    take_back(host, history.id)
    after = chat.history_import(host, history.id)
    assert (after.state, after.taken_back, after.people_taken_back) == ("taken_back", 59, 3)
    told = Event.objects.filter(kind__startswith="chat.History", body__history_import=history.id).order_by("id")
    assert [(one.kind, one.actor_name) for one in told][-2:] == [
        ("chat.HistoryTakeBackBegun", "The host"),
        ("chat.HistoryImportTakenBack", "Qunli"),
    ]
    with tenancy.within(host.community or 0):
        assert not SkippedPiece.objects.exists()
        assert not Origin.objects.filter(history_import_id=history.id).exists()


def test_the_same_file_may_be_brought_again(host: Actor, bring: Bring, files: Callable[..., Path]) -> None:
    bring(files("right.json", right()))
    first = bring(files("wrong.json", wrong()))
    at_work(host)
    before = stands(host)
    take_back(host, first.id)
    again = bring(files("wrong.json", wrong()))
    at_work(host)
    assert (again.messages_new, again.people_new) == (first.messages_new, first.people_new)
    assert stands(host) == before
    with pytest.raises(Conflict):
        chat.take_in_hand(actor=host, history_import=first.id)


def test_what_two_files_brought_goes_with_the_second_of_them_only(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    first, second = (bring(files(f"{n}.json", wrong())).id for n in (1, 2))
    take_back(host, first)
    assert chat.history_import(host, first).taken_back == 0
    assert chat.brought_alone(host, second).messages == 70
    take_back(host, second)
    assert {name: rows for name, rows in stands(host).items() if rows not in ([], [(0,)])} == {}
    assert chat.groups(host) == []


def test_an_empty_community_has_no_picture_left(host: Actor, bring: Bring, files: Callable[..., Path]) -> None:
    history = bring(files("wrong.json", wrong()))
    draw_pictures()
    assert insight.picture(host).found is not None
    take_back(host, history.id)
    draw_pictures()
    assert insight.picture(host).found is None
    assert insight.portraits(host, insight.Wanted()) == ([], 0)
    with tenancy.within(host.community or 0):
        assert not Proposal.objects.exists()


def test_what_a_record_removed_from_the_list_brought_stays(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    kept, wrong_one = bring(files("1.json", wrong())), bring(files("2.json", wrong()))
    chat.forget_import(actor=host, history_import=kept.id)
    take_back(host, wrong_one.id)
    assert len(stands(host)["messages"]) == 70


def test_people_keep_number_note_and_merges_as_long_as_another_history_speaks_of_them(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    bring(files("right.json", right()))
    history = bring(files("wrong.json", wrong()))
    people = {name: person for person, (name, _search) in members.names(host).items()}
    one, four, five, six = (people[f"Person Number {n}"] for n in (1, 4, 5, 6))
    members.describe_person(actor=host, person=four, name="Person Number 4", note="a stranger")
    stays = members.merge_people(actor=host, kept=one, merged=people["Person Number 2"])
    members.merge_people(actor=host, kept=five, merged=people["Person Number 3"], value="Person Number 5")
    members.merge_people(actor=host, kept=one, merged=six)
    take_back(host, history.id)
    assert set(members.names(host)) == {one, five}
    assert members.person(host, five).name == "Person Number 3", "nobody is called as somebody who has gone"
    assert [merge.id for merge in members.merges(host)] == [stays]
    assert members.undo_merge(actor=host, merge=stays) == people["Person Number 2"]
    assert "stranger" not in str(members.names(host))


def test_somebody_erased_stays_erased(host: Actor, bring: Bring, files: Callable[..., Path]) -> None:
    history = bring(files("wrong.json", wrong()))
    person = next(person for person, (name, _s) in members.names(host).items() if name == "Person Number 5")
    members.erase_person(actor=host, person=person)
    at_work(host)
    take_back(host, history.id)
    again = bring(files("wrong.json", wrong()))
    assert again.people_new == history.people_new - 1
    assert "Person Number 5" not in str(stands(host))
