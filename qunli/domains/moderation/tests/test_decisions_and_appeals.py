"""What is done about a message and its author, until somebody else has looked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.models import Sanction
from qunli.domains.moderation.policies import Line, Step
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work
from qunli.domains.moderation.tests.lines_and_cases import change, waiting

pytestmark = [pytest.mark.row("R2"), pytest.mark.row("R3")]


def test_what_is_released_is_said_as_it_was_then_by_its_author_and_once(talk: Talk) -> None:
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    assert moderation.release(actor=talk.guard, cases=[case.id], reason="She sells her own tea, we agreed.") == 1
    assert talk.texts() == [AD]
    assert moderation.release(actor=talk.guard, cases=[case.id], reason="Again.") == 0
    assert talk.texts() == [AD]
    assert waiting(talk) == []


def test_deciding_needs_a_reason_and_the_power(talk: Talk, stranger: Actor) -> None:
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    with pytest.raises(Invalid):
        moderation.release(actor=talk.guard, cases=[case.id], reason="  ")
    with pytest.raises(Forbidden):
        moderation.uphold(actor=talk.bo, cases=[case.id], reason="I do not like it.")
    with pytest.raises(NotFound):
        moderation.release(actor=stranger, cases=[case.id], reason="Not mine.")
    assert [one.state for one in waiting(talk)] == ["waiting"]
    assert talk.texts() == []


def test_points_fade_and_the_ladder_follows_them(talk: Talk) -> None:
    change(
        talk,
        lines=[Line(id="w", trigger="words", effect="delete", words=["damn"], points=1, half_life=10)],
        ladder=[Step(points=1.9, kind="mute", minutes=60)],
    )
    start = timezone.now()
    assert talk.say(talk.ann, "damn one").effect == "refuse"
    with time_machine.travel(start + timedelta(days=10), tick=False):
        talk.say(talk.ann, "damn two")
        at_work()
        with tenancy.within(talk.host.here):
            assert moderation.points_of(talk.guard, talk.ann.id or 0) == pytest.approx(1.5, abs=0.01)
            assert not Sanction.objects.exists()
        talk.say(talk.ann, "damn three")
        at_work()
        with tenancy.within(talk.host.here):
            (muted,) = Sanction.objects.all()
            assert (muted.kind, muted.state, muted.because) == ("mute", "done", {"points": 2.5, "limit": 1.9})
        assert talk.say(talk.ann, "hello there friends").sentence == "You cannot write here for the moment."


def test_a_ban_puts_out_once_and_keeps_out(talk: Talk) -> None:
    change(talk, lines=[Line(id="w", trigger="words", effect="ban", words=["damn"])])
    talk.say(talk.ann, "damn")
    at_work()
    at_work()
    assert not members.standings(talk.host.here, [talk.ann.id or 0])[talk.ann.id or 0].is_active
    members.admit(actor=talk.host, person=talk.ann.id)
    at_work()
    assert not members.standings(talk.host.here, [talk.ann.id or 0])[talk.ann.id or 0].is_active


def test_an_appeal_is_read_by_somebody_else_and_takes_everything_back(talk: Talk) -> None:
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    moderation.uphold(actor=talk.guard, cases=[case.id], reason="Advertising.", sanction="mute", minutes=600)
    at_work()
    assert members.standings(talk.host.here, [talk.ann.id or 0])[talk.ann.id or 0].is_silent(timezone.now())
    with pytest.raises(NotFound):
        moderation.appeal(actor=talk.bo, case=case.id, words="Let her speak.")
    number = moderation.appeal(actor=talk.ann, case=case.id, words="We had agreed on it.")
    with pytest.raises(Conflict):
        moderation.appeal(actor=talk.ann, case=case.id, words="Again.")
    with pytest.raises(Conflict):
        moderation.answer_appeal(actor=talk.guard, appeal=number, grant=False, answer="I was right.")
    moderation.answer_appeal(actor=talk.second, appeal=number, grant=True, answer="True, we had.")
    with tenancy.within(talk.host.here):
        assert moderation.points_of(talk.guard, talk.ann.id or 0) == 0
        assert [(one.kind, one.state) for one in Sanction.objects.all()] == [("mute", "lifted")]
        from qunli.domains.moderation import queries

        assert [(one.name, one.decided, one.overturned) for one in queries.moderators(talk.host)] == [("Guard", 1, 1)]
    assert not members.standings(talk.host.here, [talk.ann.id or 0])[talk.ann.id or 0].is_silent(timezone.now())
    assert talk.texts() == [AD]


def test_many_reports_are_one_case_and_do_nothing_by_themselves(talk: Talk) -> None:
    seq = talk.say(talk.ann, "Your tea is dishwater.").seq or 0
    first = moderation.report(actor=talk.bo, group=talk.group, seq=seq, reason="rude")
    assert moderation.report(actor=talk.guard, group=talk.group, seq=seq) == first
    assert moderation.report(actor=talk.bo, group=talk.group, seq=seq) == first
    (case,) = waiting(talk)
    assert (case.reports, case.measure, case.trigger) == (2, 1.0, "report")
    assert talk.texts() == ["Your tea is dishwater."]
    moderation.uphold(actor=talk.second, cases=[case.id], reason="Rude.")
    at_work()
    assert talk.texts() == []
    moderation.release(actor=talk.guard, cases=[case.id], reason="It was a joke among friends.")
    assert talk.texts() == ["Your tea is dishwater."]


def test_nobody_reports_themselves_or_more_than_ten_a_day(talk: Talk) -> None:
    seqs = [talk.say(talk.ann, f"A remark about tea, number {number}").seq or 0 for number in range(11)]
    with pytest.raises(Conflict):
        moderation.report(actor=talk.ann, group=talk.group, seq=seqs[0])
    for seq in seqs[:10]:
        moderation.report(actor=talk.bo, group=talk.group, seq=seq)
    with pytest.raises(Conflict):
        moderation.report(actor=talk.bo, group=talk.group, seq=seqs[10])
    assert len(waiting(talk)) == 10
