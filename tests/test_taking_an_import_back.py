"""A wrong file was brought: what came from it alone goes, and it is as if it had never been there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qunli.config.registry import HANDLERS, TASKS
from qunli.core import tenancy, work
from qunli.core.actor import Actor, system
from qunli.core.dispatch import dispatch
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Group, Message, Movement, Origin, SkippedPiece
from qunli.domains.chat.operations import take_back_some as taking
from qunli.domains.chat.tasks import TASKS as CHAT_TASKS
from qunli.domains.chat.tests.conftest import Bring, bring, small_batches
from qunli.domains.chat.tests.exports import joined, said, telegram
from qunli.domains.counsel.models import Proposal
from qunli.domains.insight import facade as insight
from qunli.domains.insight.models import MemberDay, TieDay
from qunli.domains.insight.operations.roll_up import roll_up
from qunli.domains.members import facade as members
from qunli.domains.members.models import Identity
from qunli.domains.members.tests.conftest import as_role, found, host, stranger

__all__ = ["bring", "host", "small_batches", "stranger"]
pytestmark = pytest.mark.row("G6")
Export = list[dict[str, Any]]


def right() -> Export:
    """Persons 1 to 3 talk; the one who answers message 200 does not know yet what it was."""
    talk = [joined(0, 1), *(said(n, f"Thought {n}?", by=1 + n % 3) for n in range(1, 40))]
    return [*talk, said(3000, "Indeed", by=1, reply_to_message_id=200), said(3001, "Ha", by=2, reply_to_message_id=39)]


def wrong() -> Export:
    """Holds ten messages of the right one, one of them edited since, and much besides: other people, another day."""
    known = [said(n, f"Thought {n}?", by=1 + n % 3) for n in range(30, 39)]
    edited = said(39, "Thought 39, put better", by=1, edited_unixtime="1700009999")
    besides = [said(n, f"Secret {n}", by=2 + n % 5, reply_to_message_id=n - 1) for n in range(200, 260)]
    return [joined(29, 6), *known, edited, *besides]


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, Export], Path]:
    return lambda name, messages: telegram(tmp_path / name, messages)


def take_back(actor: Actor, history: int) -> None:
    chat.take_back_import(actor=actor, history_import=history)
    at_work(actor)


def at_work(actor: Actor) -> None:
    """Events are handed over, work of the chat is done, days are counted; no picture is drawn."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in CHAT_TASKS}):
        pass
    while roll_up(actor=system(actor.community)).cells:
        pass


def draw_pictures() -> None:
    """All work is done until there is none."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


def stands(actor: Actor) -> dict[str, list[tuple[Any, ...]]]:
    """What is stored and counted, told without ids, so that two communities can be compared."""
    with tenancy.within(actor.community or 0):
        who = dict(Identity.objects.values_list("id", "external_id"))
        where = dict(Group.objects.values_list("id", "external_id"))
        people = {one.person for one in members.identities(actor)}
        messages = Message.objects.values_list("group_id", "at", "author_id", "external_id", "text", "to_id")
        moves = Movement.objects.values_list("group_id", "at", "identity_id", "kind", "by_id")
        days = MemberDay.objects.values_list("group_id", "day", "author", "messages", "length", "addressed", "turns")
        ties = TieDay.objects.values_list("group_id", "day", "author", "other", "named", "next")
        return {
            "messages": sorted((where[g], at, who[a], e, t, who.get(to)) for g, at, a, e, t, to in messages),
            "moves": sorted((where[g], at, who[i], kind, who.get(by)) for g, at, i, kind, by in moves),
            "days": sorted((where[g], day, who[a], *rest) for g, day, a, *rest in days),
            "ties": sorted((where[g], day, who[a], who[o], *rest) for g, day, a, o, *rest in ties),
            "people": sorted((one.name, one.seen_at) for one in members.identities(actor)),
            "persons": [(len(people),)],
        }


@pytest.fixture
def only_right(host: Actor, bring: Bring, files: Callable[..., Path]) -> dict[str, Any]:
    """How a community stands into which only the right file came."""
    cocoa = found("Cocoa")
    bring(files("right.json", right()), cocoa)
    at_work(cocoa)
    return stands(cocoa)


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


def test_interrupted_anywhere_it_goes_on_and_ends_the_same(
    host: Actor, bring: Bring, files: Callable[..., Path], only_right: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 7)
    monkeypatch.setattr(taking, "PEOPLE_AT_ONCE", 2)
    bring(files("right.json", right()))
    history = bring(files("wrong.json", wrong())).id
    chat.take_back_import(actor=host, history_import=history)
    actor, steps = system(host.community), 1
    while chat.take_back_some(actor=actor, history_import=history):
        steps += 1
    assert steps > 15
    at_work(host)
    now = stands(host)
    assert (now["people"], now["ties"], len(now["messages"])) == (only_right["people"], only_right["ties"], 41)


def test_an_import_that_was_stopped_halfway_can_be_taken_back(
    host: Actor, bring: Bring, files: Callable[..., Path], small_batches: None
) -> None:
    path = files("wrong.json", wrong())
    history = chat.register_import(actor=host, name="wrong.json", path=str(path), size=1)
    turn = chat.take_in_hand(actor=host, history_import=history)
    with pytest.raises(Conflict):
        chat.take_back_import(actor=host, history_import=history)
    chat.read_history(
        host.community or 0, history, turn, lambda _p: chat.stop_import(actor=host, history_import=history)
    )
    assert 0 < len(stands(host)["messages"]) < 70
    take_back(host, history)
    assert (stands(host)["messages"], stands(host)["people"]) == ([], [])


def test_while_one_is_taken_back_none_is_read_and_none_is_taken_back_twice(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history, other = bring(files("wrong.json", wrong())).id, bring(files("right.json", right())).id
    late = chat.register_import(actor=host, name="late.json", path=str(files("late.json", right())), size=1)
    chat.take_back_import(actor=host, history_import=history)
    for deed in (
        lambda: chat.take_back_import(actor=host, history_import=history),
        lambda: chat.take_back_import(actor=host, history_import=other),
        lambda: chat.start_import(actor=host, history_import=late),
        lambda: chat.take_in_hand(actor=host, history_import=late),
        lambda: chat.forget_import(actor=host, history_import=history),
    ):
        with pytest.raises(Conflict):
            deed()
    at_work(host)
    chat.take_in_hand(actor=host, history_import=late)
    with pytest.raises(Conflict):
        chat.take_back_import(actor=host, history_import=other)


def test_only_who_may_import_takes_back_and_only_at_home(
    host: Actor, stranger: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history = bring(files("wrong.json", wrong())).id
    with pytest.raises(Forbidden):
        chat.take_back_import(actor=as_role(host, "analyst"), history_import=history)
    with pytest.raises(NotFound):
        chat.take_back_import(actor=stranger, history_import=history)
    with pytest.raises(Forbidden):
        chat.take_back_some(actor=host, history_import=history)
    assert chat.history_import(host, history).state == "done"


def test_a_history_of_before_anything_was_noted_is_not_taken_back(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history = bring(files("wrong.json", wrong())).id
    with tenancy.within(host.community or 0):
        Origin.objects.update(history_import=None)
    with pytest.raises(Conflict, match="nobody noted"):
        chat.take_back_import(actor=host, history_import=history)
    again = bring(files("again.json", wrong())).id
    take_back(host, again)
    assert len(stands(host)["messages"]) == 70
