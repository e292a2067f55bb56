"""What members write to ask, answer, vote, check in, appeal and report, in a group of ours."""

from __future__ import annotations

import itertools

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting import answering
from qunli.domains.chat.tests.talk import Talker, says, take_in
from qunli.domains.communities.models import Community
from qunli.domains.engagement import facade as engagement
from qunli.domains.engagement.tests.conftest import ann, bo, hall, host
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.models import Case

__all__ = ["ann", "bo", "hall", "host"]
pytestmark = [pytest.mark.django_db, pytest.mark.row("E7"), pytest.mark.row("P2")]
_keys = itertools.count()


def write(who: Talker, group: int, text: str, reply_to: int | None = None, key: str = "") -> str | None:
    """What a command on member pages is answered."""
    said = says(who, group, text, reply_to=reply_to, key=key or f"c{next(_keys)}")
    with tenancy.within(who.actor.here):
        found = answering.reply(who.actor.here, said, group)
    return found.text if found else None


@pytest.fixture
def chinese(host: Actor) -> None:
    Community.objects.filter(id=host.here).update(language="zh-hans")


def test_a_poll_is_opened_voted_on_and_read(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    assert write(ann, hall, "/poll Which tea? | Green | Black", key="once") is None
    assert write(ann, hall, "/poll Which tea? | Green | Black", key="once") is None
    ((poll,), total) = engagement.polls(bo.actor, closed=False)
    assert (total, poll.question) == (1, "Which tea?")
    answer = write(bo, hall, "/vote 2")
    assert answer is not None
    assert answer.splitlines()[:3] == ["📊 Which tea?", "1. Green: 0", "2. ✓ Black: 1"]
    assert (write(ann, hall, "/poll") or "").splitlines()[2] == "2. Black: 1"
    assert write(bo, hall, "/poll 7") == "There is no such choice."
    assert write(bo, hall, "/poll Only this") == "Give between 2 and 12 different choices."


def test_checking_in_takes_one_word(host: Actor, hall: int, ann: Talker, chinese: None) -> None:
    assert write(ann, hall, "打卡") == "这个群没有打卡。"
    engagement.open_check_in(actor=host, group=hall, title="Read")
    assert write(ann, hall, "打卡") == "✓ Ann 今天打卡了。 连续 1 天"
    assert write(ann, hall, "/check in again") == "Ann 今天已经打过卡了。 连续 1 天"
    with tenancy.within(host.here):
        (number,) = [one.id for one in engagement.check_ins(host)]
    assert [one.note for one in engagement.today(host, number)] == ["again"]


def test_a_question_is_asked_answered_and_settled(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    assert write(ann, hall, "/提问 白茶用多热的水？") is None
    ((question,), _) = engagement.questions(bo.actor, "open")
    listed = write(bo, hall, "/answer") or ""
    assert listed.splitlines()[0] == f"{question.id}. 白茶用多热的水？ (Ann)"
    assert write(bo, hall, f"/answer {question.id} 80 degrees") is None
    assert write(bo, hall, "/回答 85 is fine, too", reply_to=question.seq) is None
    replies = engagement.question(ann.actor, question.id).replies
    assert [one.text for one in replies] == ["80 degrees", "85 is fine, too"]
    assert write(bo, hall, "/accept", reply_to=replies[1].seq) == "Only whoever asked accepts an answer."
    assert write(ann, hall, "/采纳", reply_to=replies[1].seq) == "This is the accepted answer now."
    assert engagement.question(bo.actor, question.id).accepted_text == "85 is fine, too"


def test_what_goes_wrong_is_said_and_nothing_happens(host: Actor, hall: int, ann: Talker) -> None:
    take_in(host, says(ann, hall, "hello"))
    assert write(ann, hall, "/ask") == "Write your question after the command."
    assert write(ann, hall, "/answer something") == "Reply to a question, or write its number and your answer."
    assert write(ann, hall, "/answer 99 something", reply_to=1) == ("There is nothing here, or it is not yours to see.")
    assert write(ann, hall, "/report", reply_to=1) == "This is your own message; you can delete it."
    assert write(ann, hall, "/report") == "Reply to the message that somebody should look at."
    assert write(ann, hall, "/appeal it was fine") == ("There is nothing to appeal: nothing was decided against you.")
    assert len(chat.messages_before(ann.actor, hall)) == 1


def test_a_message_is_reported_and_a_case_appealed(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    take_in(host, says(ann, hall, "Buy my kettles"))
    thanks = "Thank you. A moderator looks at it; the author does not learn who reported it."
    assert write(bo, hall, "/举报 an advertisement", reply_to=1) == thanks
    with tenancy.within(host.here):
        (case,) = moderation.cases(host, moderation.Wanted())
    assert (case.person, case.reports) == (ann.person, 1)
    with tenancy.within(host.here):
        Case.objects.update(state="upheld", decided_by_kind="operator", decided_by=0)
    assert "Buy my kettles" in (write(ann, hall, "/appeal") or "")
    assert write(ann, hall, "/申诉 I gave them away") == "Somebody who did not decide it will read your appeal."
    with tenancy.within(host.here):
        appeals = moderation.appeals(host)
    assert [one.words for one in appeals] == ["I gave them away"]


def test_feedback_goes_into_the_box_unseen(host: Actor, hall: int, ann: Talker) -> None:
    assert (write(ann, hall, "/反馈 More Oolong") or "").startswith("Thank you.")
    assert [one.text for one in engagement.box(host)[0]] == ["More Oolong"]
    assert chat.messages_before(ann.actor, hall) == []


def test_help_lists_what_each_takes_in_the_groups_language(host: Actor, hall: int, ann: Talker, chinese: None) -> None:
    lines = (write(ann, hall, "/帮助") or "").splitlines()
    names = {line.split(" ")[0] for line in lines}
    wanted = {"/规则", "/加入", "/我", "/提问", "/回答", "/打卡", "/投票", "/申诉", "/举报", "/帮助"}
    assert wanted - names == set()
