"""What members say is taken in by batches: once, in order, and nobody's for another's fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.live.writer import Writer
from qunli.domains.chat.ports import NoScreening, Ruled, Ruling, Utterance
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in, texts
from qunli.domains.members import facade as members

pytestmark = pytest.mark.row("P1")


def test_a_batch_is_numbered_in_the_order_in_which_it_was_said(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    receipts = take_in(host, says(ann, hall, "one"), says(bo, hall, "two"), says(ann, hall, "three"))
    assert [(one.seq, one.effect) for one in receipts] == [(1, "pass"), (2, "pass"), (3, "pass")]
    assert texts(host, hall) == [(1, "one"), (2, "two"), (3, "three")]


def test_the_same_key_comes_in_once_and_answers_as_it_did_then(host: Actor, hall: int, ann: Talker) -> None:
    first = take_in(host, says(ann, hall, "tea", key="k"), says(ann, hall, "tea", key="k"))
    again = take_in(host, says(ann, hall, "tea", key="k"), says(ann, hall, "more", key="l"))
    assert first[0] == first[1] == again[0]
    assert [one.seq for one in again] == [1, 2]
    assert texts(host, hall) == [(1, "tea"), (2, "more")]


def test_a_key_is_once_in_a_group_and_free_in_another(host: Actor, hall: int, ann: Talker) -> None:
    other = chat.open_group(actor=host, name="Kitchen")
    take_in(host, says(ann, hall, "here", key="k"), says(ann, other, "there", key="k"))
    assert (texts(host, hall), texts(host, other)) == ([(1, "here")], [(1, "there")])


def test_that_one_is_refused_loses_nobody_elses(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    members.silence(actor=host, person=bo.person, until=timezone.now() + timedelta(hours=1))
    receipts = take_in(
        host,
        says(ann, hall, "one"),
        says(bo, hall, "not heard"),
        says(ann, hall, "   "),
        says(ann, hall, "x" * 20_001),
        says(ann, hall, "a\x00b"),
        says(ann, hall + 99, "nowhere"),
        says(ann, hall, "two"),
    )
    assert [one.effect for one in receipts] == ["pass", *["refuse"] * 5, "pass"]
    assert str(receipts[1].sentence) == "You cannot write here for the moment."
    assert texts(host, hall) == [(1, "one"), (2, "two")]


def test_whoever_was_removed_says_nothing_more(host: Actor, hall: int, ann: Talker) -> None:
    members.remove_member(actor=host, person=ann.person)
    assert str(take_in(host, says(ann, hall, "still here"))[0].sentence) == "You are not a member here any more."
    assert texts(host, hall) == []


def test_in_a_closed_group_and_where_only_some_announce_nobody_else_writes(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    chat.describe_group(actor=host, group=hall, name="News", announcements_only=True, closed=False)
    members.grant(actor=host, person=bo.person, powers=["announce"], source="post:1")
    assert [one.effect for one in take_in(host, says(ann, hall, "me too"), says(bo, hall, "news"))] == [
        "refuse",
        "pass",
    ]
    chat.describe_group(actor=host, group=hall, name="News", announcements_only=False, closed=True)
    assert str(take_in(host, says(bo, hall, "late"))[0].sentence) == "This group is closed."
    assert texts(host, hall) == [(1, "news")]


def test_another_communitys_group_and_members_are_out_of_reach(
    host: Actor, stranger: Actor, hall: int, ann: Talker
) -> None:
    theirs = admitted(stranger, "Cy")
    assert take_in(stranger, says(theirs, hall, "hello"))[0].effect == "refuse"
    assert take_in(host, says(theirs, hall, "hello"))[0].effect == "refuse"
    with pytest.raises(NotFound):
        chat.messages_before(theirs.actor, hall)
    assert texts(host, hall) == []


def test_mentions_of_nobody_and_files_of_others_are_left_out(
    host: Actor, stranger: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    theirs = admitted(stranger, "Cy")
    take_in(host, says(ann, hall, "@Bo @Cy", mentions=(bo.identity, theirs.identity, 10**12), attachments=(1, 2)))
    said = chat.messages_before(ann.actor, hall)[0]
    assert (said.mentions, said.files) == ([bo.identity], [])


def test_an_answer_quotes_what_it_answers(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    take_in(host, says(ann, hall, "18 h cold proof?"))
    take_in(host, says(bo, hall, "Yes", reply_to=1), says(bo, hall, "No", reply_to=77))
    _, yes, no = chat.messages_before(ann.actor, hall)
    assert (yes.reply, yes.reply_name, yes.reply_text) == (1, "Ann", "18 h cold proof?")
    assert (no.reply, no.reply_text) == (None, "")


class Holding(NoScreening):
    """Holds what speaks of money, and remembers what it ruled."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, int | None]] = []

    def judge(self, community: int, batch: Sequence[Utterance], standings: object) -> Sequence[Ruling]:
        return [Ruling("hold", "A moderator reads it first.") if "money" in one.text else Ruling() for one in batch]

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        self.kept += [(one.utterance.text, one.ruling.effect, one.seq) for one in ruled]


@pytest.fixture
def holding() -> Iterator[Holding]:
    screening = Holding()
    chat.screen_with(screening)
    yield screening
    chat.screen_with(NoScreening())


def test_what_a_screening_holds_is_in_no_group_and_has_no_number(
    host: Actor, hall: int, ann: Talker, holding: Holding
) -> None:
    receipts = take_in(host, says(ann, hall, "hello"), says(ann, hall, "fast money"), says(ann, hall, "bye"))
    assert [(one.seq, one.effect) for one in receipts] == [(1, "pass"), (None, "hold"), (2, "pass")]
    assert receipts[1].sentence == "A moderator reads it first."
    assert texts(host, hall) == [(1, "hello"), (2, "bye")]
    assert holding.kept == [("hello", "pass", 1), ("fast money", "hold", None), ("bye", "pass", 2)]


def test_one_that_the_database_will_not_have_takes_nobody_with_it(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    writer = Writer()
    broken = says(ann, hall, "now")
    broken = Utterance(**{**broken.__dict__, "at": "never"})  # type: ignore[arg-type]
    waiting = [writer.submit(host.here, one) for one in (says(ann, hall, "one"), broken, says(bo, hall, "two"))]
    assert [waiting[0].result(10).effect, waiting[2].result(10).effect] == ["pass", "pass"]
    assert waiting[1].exception(10) is not None
    assert sorted(text for _, text in texts(host, hall)) == ["one", "two"]
    writer.stop()
