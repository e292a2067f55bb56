"""Members ask and say what helped; what they put into the box is answered where all can read it."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, TooMany
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, says, take_in
from qunli.domains.engagement import facade as engagement
from qunli.domains.engagement.models import Feedback, Question
from qunli.domains.engagement.operations.erase_rows import forget_person

pytestmark = [pytest.mark.django_db, pytest.mark.row("E7")]


@pytest.fixture
def asked(hall: int, ann: Talker) -> int:
    return engagement.ask(actor=ann.actor, group=hall, text="How hot for white tea?").or_refuse()


def test_what_is_said_in_reply_is_an_answer_and_the_asker_accepts_one(
    host: Actor, hall: int, ann: Talker, bo: Talker, asked: int
) -> None:
    seq = engagement.question(ann.actor, asked).seq
    assert engagement.question(ann.actor, asked).unanswered
    take_in(host, says(bo, hall, "80 degrees", reply_to=seq), says(bo, hall, "Nice weather"))
    view = engagement.question(ann.actor, asked)
    assert ([(one.name, one.text) for one in view.replies], view.unanswered) == ([("Bo", "80 degrees")], False)
    reply = view.replies[0].seq
    with pytest.raises(Forbidden):
        engagement.accept(actor=bo.actor, question=asked, seq=reply)
    with pytest.raises(Conflict):
        engagement.accept(actor=ann.actor, question=asked, seq=reply + 1)
    assert engagement.questions(ann.actor, "answered")[1] == 0
    engagement.accept(actor=ann.actor, question=asked, seq=reply)
    view = engagement.question(bo.actor, asked)
    assert (view.accepted_name, view.accepted_text, view.replies[0].accepted) == ("Bo", "80 degrees", True)
    assert engagement.questions(ann.actor, "open") == ([], 0)
    engagement.reopen(actor=ann.actor, question=asked)
    assert [one.id for one in engagement.questions(ann.actor, "open")[0]] == [asked]


def test_what_the_asker_adds_is_no_answer(host: Actor, hall: int, ann: Talker, asked: int) -> None:
    take_in(host, says(ann, hall, "It is Bai Mu Dan", reply_to=engagement.question(ann.actor, asked).seq))
    assert engagement.question(ann.actor, asked).unanswered


def test_an_answer_may_come_from_elsewhere_and_stands_as_a_reply(
    host: Actor, hall: int, ann: Talker, bo: Talker, asked: int
) -> None:
    engagement.answer(actor=bo.actor, question=asked, text="80 degrees").or_refuse()
    said = chat.messages_before(ann.actor, hall)[-1]
    assert (said.text, said.person, said.reply) == ("80 degrees", bo.person, engagement.question(host, asked).seq)


def test_ten_questions_a_day_are_enough(hall: int, ann: Talker, asked: int) -> None:
    for number in range(9):
        engagement.ask(actor=ann.actor, group=hall, text=f"And {number}?")
    with pytest.raises(TooMany):
        engagement.ask(actor=ann.actor, group=hall, text="And this?")
    assert engagement.questions(ann.actor, "open")[1] == 10


def test_the_box_is_read_by_those_who_answer_and_its_answers_by_all(
    host: Actor, ann: Talker, bo: Talker, hall: int
) -> None:
    note = engagement.give_feedback(actor=ann.actor, text="More Oolong, please", anonymous=True)
    with pytest.raises(Forbidden):
        engagement.box(bo.actor)
    assert engagement.answered(bo.actor) == ([], 0)
    assert [one.state for one in engagement.own(ann.actor)] == ["new"]
    assert [one.name for one in engagement.box(host)[0]] == ["Ann"]
    engagement.answer_feedback(actor=host, feedback=note, state="planned", answer="In May")
    ((seen,), total) = engagement.answered(bo.actor)
    assert (seen.name, seen.person, seen.text, seen.answer, seen.state, total) == (
        "", None, "More Oolong, please", "In May", "planned", 1,
    )  # fmt: skip
    assert engagement.answered(ann.actor)[0][0].own


def test_only_those_who_govern_answer_and_they_must_say_something(host: Actor, ann: Talker, hall: int) -> None:
    note = engagement.give_feedback(actor=ann.actor, text="More Oolong, please")
    with pytest.raises(Forbidden):
        engagement.answer_feedback(actor=ann.actor, feedback=note, state="done", answer="Done")
    for state, answer in (("done", "  "), ("new", "Done"), ("lost", "Done")):
        with pytest.raises(Invalid):
            engagement.answer_feedback(actor=host, feedback=note, state=state, answer=answer)
    with tenancy.within(host.here):
        assert Feedback.objects.get().state == "new"


def test_an_answer_that_is_not_for_all_stays_between_the_two(host: Actor, ann: Talker, bo: Talker, hall: int) -> None:
    note = engagement.give_feedback(actor=ann.actor, text="About Cy")
    engagement.answer_feedback(actor=host, feedback=note, state="done", answer="We spoke", shown=False)
    assert engagement.answered(bo.actor) == ([], 0)
    assert [one.answer for one in engagement.own(ann.actor)] == ["We spoke"]


def test_of_an_erased_person_no_word_is_left(host: Actor, hall: int, ann: Talker, bo: Talker, asked: int) -> None:
    engagement.give_feedback(actor=ann.actor, text="More Oolong, please")
    poll = engagement.open_poll(actor=ann.actor, group=hall, question="Tea?", choices=["Yes", "No"]).or_refuse()
    engagement.vote(actor=ann.actor, poll=poll, choices=[0])
    forget_person(actor=system(host.here), person=ann.person)
    with tenancy.within(host.here):
        assert (Question.objects.get().text, Feedback.objects.get().text) == ("", "")
    view = engagement.poll(host, poll)
    assert (view.question, [one.count for one in view.choices], view.choices[0].names) == ("", [1, 0], ())
