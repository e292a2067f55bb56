"""What was said is found again, in any script, and what is gone is found no more."""

from __future__ import annotations

import pytest

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat import search_words
from qunli.domains.chat.handlers import HANDLERS
from qunli.domains.chat.tasks import TASKS
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in
from qunli.domains.members import facade as members

pytestmark = pytest.mark.row("P1")


def found(who: Talker, group: int, question: str) -> list[int]:
    return [one.seq for one in chat.search(who.actor, group, question).said]


def test_words_are_found_by_their_beginning_and_chinese_by_any_part(host: Actor, hall: int, ann: Talker) -> None:
    take_in(
        host,
        says(ann, hall, "Sourdough needs 18 hours"),
        says(ann, hall, "先看面团温度，24–26°C 最稳"),
        says(ann, hall, "Café crème, sour cherry"),
        says(ann, hall, "温度和面团"),
    )
    assert found(ann, hall, "sour") == [3, 1]
    assert found(ann, hall, "SOUR needs") == [1]
    assert found(ann, hall, "cafe") == [3]
    assert found(ann, hall, "面团") == [4, 2]
    assert found(ann, hall, "面团温度") == [2]
    assert found(ann, hall, "稳") == [2]
    assert found(ann, hall, "dough") == []
    assert found(ann, hall, "'\"* ) OR ( -") == []


def test_edits_and_deletions_are_followed(host: Actor, hall: int, ann: Talker) -> None:
    take_in(host, says(ann, hall, "green tea"), says(ann, hall, "black tea"))
    chat.edit_message(actor=ann.actor, group=hall, seq=1, text="white coffee")
    chat.delete_message(actor=ann.actor, group=hall, seq=2)
    assert (found(ann, hall, "tea"), found(ann, hall, "coffee")) == ([], [1])


def test_what_an_erased_person_wrote_is_found_no_more(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    take_in(host, says(ann, hall, "my secret"), says(bo, hall, "no secret"))
    chat.edit_message(actor=ann.actor, group=hall, seq=1, text="my other secret")
    members.erase_person(actor=host, person=ann.person)
    dispatch(HANDLERS)
    work.work_off({task.name: task for task in TASKS})
    assert found(bo, hall, "secret") == [2]
    assert [one.text for one in chat.traces(host, hall, 1)] == [""]


def test_a_group_finds_only_its_own(host: Actor, stranger: Actor, hall: int, ann: Talker) -> None:
    other = chat.open_group(actor=host, name="Kitchen")
    take_in(host, says(ann, hall, f"tea qunligroup{other}"), says(ann, other, "tea"))
    assert (found(ann, hall, "tea"), found(ann, other, "tea")) == ([1], [1])
    assert found(ann, other, "qunligroup") == []
    with pytest.raises(NotFound):
        chat.search(admitted(stranger, "Cy").actor, hall, "tea")


def test_hits_come_by_the_page_newest_first(host: Actor, hall: int, ann: Talker) -> None:
    take_in(host, *(says(ann, hall, f"tea {n}") for n in range(45)))
    first = chat.search(ann.actor, hall, "tea")
    second = chat.search(ann.actor, hall, "tea", before=first.further)
    third = chat.search(ann.actor, hall, "tea", before=second.further)
    assert [len(one.said) for one in (first, second, third)] == [20, 20, 5]
    assert (first.said[0].seq, second.said[0].seq, third.said[-1].seq, third.further) == (45, 25, 1, None)


def test_words_of_a_text() -> None:
    assert search_words.words("Ｔｅａ 茶叶香! tea") == ["tea", "茶", "叶", "香", "茶叶", "叶香"]
    assert search_words.wanted("茶叶香 Te") == [("茶叶", False), ("叶香", False), ("te", True)]
    assert search_words.holds("茶叶 x 叶香", "茶叶香") is False
