"""Members ask a group to choose, vote, change their minds, and see what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker
from qunli.domains.engagement import facade as engagement
from qunli.domains.engagement.models import Poll, Vote
from qunli.domains.engagement.tasks import close_polls_of
from qunli.domains.members import facade as members

pytestmark = [pytest.mark.django_db, pytest.mark.row("E7")]


def opened(who: Talker, hall: int, **more: Any) -> int:
    facts = {"question": "Which tea?", "choices": ["Green", "Black", "White"], **more}
    return engagement.open_poll(actor=who.actor, group=hall, **facts).or_refuse()


def counts(who: Talker, poll: int) -> list[int]:
    return [one.count for one in engagement.poll(who.actor, poll).choices]


def test_a_poll_stands_in_the_group_as_a_card_that_reads_as_text_too(host: Actor, hall: int, ann: Talker) -> None:
    poll = opened(ann, hall)
    (said,) = chat.messages_before(ann.actor, hall)
    assert (said.kind, said.card, said.person) == ("card", {"kind": "poll", "id": poll}, ann.person)
    assert said.text == "📊 Which tea?\n1. Green\n2. Black\n3. White"
    assert engagement.poll(ann.actor, poll).seq == said.seq


def test_a_vote_can_be_changed_and_taken_back_and_counts_once(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    poll = opened(ann, hall)
    engagement.vote(actor=bo.actor, poll=poll, choices=[0])
    engagement.vote(actor=bo.actor, poll=poll, choices=[0])
    engagement.tap(actor=ann.actor, poll=poll, choice=1)
    assert counts(ann, poll) == [1, 1, 0]
    engagement.tap(actor=bo.actor, poll=poll, choice=1)
    assert counts(ann, poll) == [0, 2, 0]
    engagement.tap(actor=bo.actor, poll=poll, choice=1)
    view = engagement.poll(ann.actor, poll)
    assert ([one.count for one in view.choices], view.voters) == ([0, 1, 0], 1)
    assert [one.mine for one in view.choices] == [False, True, False]
    assert not engagement.poll(bo.actor, poll).voted


def test_several_can_be_chosen_only_where_that_was_settled(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    poll = opened(ann, hall, several=True)
    engagement.tap(actor=bo.actor, poll=poll, choice=2)
    engagement.tap(actor=bo.actor, poll=poll, choice=0)
    view = engagement.poll(bo.actor, poll)
    assert ([one.count for one in view.choices], view.voters) == ([1, 0, 1], 1)
    assert [one.share for one in view.choices] == [100, 0, 100]
    one = opened(ann, hall)
    for wrong in ([0, 1], [3], [-1]):
        with pytest.raises(Invalid):
            engagement.vote(actor=bo.actor, poll=one, choices=wrong)
    assert counts(ann, one) == [0, 0, 0]


def test_who_chose_what_is_shown_unless_the_poll_is_secret(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    plain, secret = opened(ann, hall), opened(ann, hall, secret=True)
    for poll in (plain, secret):
        engagement.vote(actor=bo.actor, poll=poll, choices=[2])
    assert [one.names for one in engagement.poll(ann.actor, plain).choices] == [(), (), ("Bo",)]
    for reader in (ann.actor, host):
        assert [one.names for one in engagement.poll(reader, secret).choices] == [(), (), ()]
    told = engagement.exported(host.here, bo.person)["votes"]
    assert told == [{"question": "Which tea?", "chosen": ["White"]}, {"question": "Which tea?", "chosen": None}]


def test_when_a_secret_poll_closes_its_votes_are_blanked_and_its_counts_stay(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    poll = opened(ann, hall, secret=True)
    engagement.vote(actor=bo.actor, poll=poll, choices=[2])
    engagement.close_poll(actor=ann.actor, poll=poll)
    with tenancy.within(host.here):
        assert [one.choices for one in Vote.objects.all()] == [[]]
    assert counts(ann, poll) == [0, 0, 1]
    assert engagement.poll(bo.actor, poll).voted
    with pytest.raises(Conflict):
        engagement.vote(actor=bo.actor, poll=poll, choices=[0])
    assert counts(ann, poll) == [0, 0, 1]


def test_a_poll_ends_by_its_time_whether_or_not_the_worker_comes_by(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    poll = opened(ann, hall, hours=2)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        with pytest.raises(Conflict):
            engagement.vote(actor=bo.actor, poll=poll, choices=[0])
        assert engagement.poll(ann.actor, poll).closed
        assert [one.id for one in engagement.polls(ann.actor, closed=True)[0]] == [poll]
        close_polls_of(host.here)
    with tenancy.within(host.here):
        row = Poll.objects.get()
    assert row.closed_at == row.closes_at


def test_a_poll_is_closed_by_its_asker_or_by_who_runs_activities_only(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    poll = opened(ann, hall)
    with pytest.raises(Forbidden):
        engagement.close_poll(actor=bo.actor, poll=poll)
    assert not engagement.poll(ann.actor, poll).closed
    assert engagement.poll(host, poll).may_close
    members.grant(actor=system(host.here), person=bo.person, powers=["activities"], source="test")
    engagement.close_poll(actor=members.member_actor(host.here, bo.person), poll=poll)
    assert engagement.poll(ann.actor, poll).closed


def test_one_member_has_three_open_polls_at_most(host: Actor, hall: int, ann: Talker) -> None:
    first, *_more = (opened(ann, hall) for _ in range(3))
    with pytest.raises(TooMany):
        opened(ann, hall)
    engagement.close_poll(actor=ann.actor, poll=first)
    opened(ann, hall)
    assert engagement.polls(ann.actor, closed=False)[1] == 3


def test_what_the_group_refuses_leaves_no_poll(host: Actor, hall: int, ann: Talker) -> None:
    chat.describe_group(actor=host, group=hall, name="Hall", announcements_only=True, closed=False)
    posted = engagement.open_poll(actor=ann.actor, group=hall, question="Which tea?", choices=["Green", "Black"])
    assert (posted.number, posted.sentence) == (None, "Only those who announce can write here.")
    assert engagement.polls(host, closed=False) == ([], 0)


def test_another_community_sees_and_votes_nothing(host: Actor, stranger: Actor, hall: int, ann: Talker) -> None:
    poll = opened(ann, hall)
    cy = members.member_actor(stranger.here, members.admit(actor=stranger, name="Cy"))
    for deed in (
        lambda: engagement.poll(cy, poll),
        lambda: engagement.vote(actor=cy, poll=poll, choices=[0]),
        lambda: engagement.open_poll(actor=cy, group=hall, question="?", choices=["a", "b"]),
    ):
        with pytest.raises(NotFound):
            deed()
    assert counts(ann, poll) == [0, 0, 0]
