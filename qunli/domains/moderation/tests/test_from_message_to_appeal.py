"""What happens to a message that a policy finds wrong, and to its author, until somebody else has looked again."""

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
from qunli.domains.moderation import loading, presets
from qunli.domains.moderation.models import AdPermit, Case, Lesson, Sanction
from qunli.domains.moderation.policies import Line, Step
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work

pytestmark = [pytest.mark.row("R2"), pytest.mark.row("R3")]


def waiting(talk: Talk) -> list[moderation.CaseView]:
    with tenancy.within(talk.host.here):
        return moderation.cases(talk.host, moderation.Wanted(state="waiting"))


def change(talk: Talk, **changed: object) -> None:
    """Put lines in force that differ from the standard ones."""
    import msgspec

    rules = presets.preset("standard")
    for name, value in changed.items():
        setattr(rules, name, value)
    moderation.put_in_force(actor=talk.host, rules=msgspec.to_builtins(rules))
    talk.screening.forget(talk.host.here)


def test_talk_passes(talk: Talk) -> None:
    receipt = talk.say(talk.ann, "今天的茶真好喝，水要八十度")
    assert (receipt.effect, receipt.seq) == ("pass", 1)
    assert talk.say(talk.ann, "Shall we meet at the tea house on Friday?").seq == 2
    assert waiting(talk) == []


@pytest.mark.row("R1")
def test_an_advertisement_is_held_with_its_reason_measure_and_limit(talk: Talk) -> None:
    receipt = talk.say(talk.ann, AD)
    assert (receipt.effect, receipt.seq) == ("hold", None)
    assert "an advertisement without a permit" in receipt.sentence
    assert "limit 90 %" in receipt.sentence
    (case,) = waiting(talk)
    assert (case.trigger, case.line, case.limit, case.name, case.text) == ("advertising", "ads", 0.9, "Ann", AD)
    assert case.measure > 0.9
    assert {"contact", "words", "price"} <= set(case.because)
    assert talk.texts() == []


@pytest.mark.parametrize(
    "disguised",
    [
        "诚 招 代 理，日结工资，加 V X：abc12345",
        "誠招代理，日結工資，加薇信 ＶＸ：ａｂｃ１２３４５",
        "诚招\u200b代\u200b理，日结\u200b工资，加Ⓥⓧ：abc①②③④⑤",
        "诚招代理，日结工资，加νх：abc12345",
    ],
)
def test_disguises_hide_nothing(talk: Talk, disguised: str) -> None:
    assert talk.say(talk.ann, disguised).effect == "hold"


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


@pytest.mark.row("R1")
def test_a_permit_lets_one_advertisement_pass(talk: Talk) -> None:
    first = moderation.permit_ad(actor=talk.guard, person=talk.ann.id or 0, source="red_packet:1")
    assert moderation.permit_ad(actor=talk.guard, person=talk.ann.id or 0, source="red_packet:1") == first
    talk.screening.forget(talk.host.here)
    assert [talk.say(talk.ann, AD).effect, talk.say(talk.ann, AD).effect] == ["pass", "hold"]
    with tenancy.within(talk.host.here):
        assert AdPermit.objects.get().used_at is not None


def test_flooding_is_refused_and_leaves_few_cases(talk: Talk) -> None:
    change(talk, lines=[Line(id="flood", trigger="flooding", effect="delete", limit=3, minutes=1)])
    effects = [talk.say(talk.ann, f"number {number}").effect for number in range(10)]
    assert effects == ["pass"] * 3 + ["refuse"] * 7
    assert talk.say(talk.bo, "quiet now").effect == "pass"
    with tenancy.within(talk.host.here):
        assert [(case.measure, case.limit) for case in Case.objects.order_by("id")] == [(4, 3), (5, 3), (6, 3)]


def test_who_holds_a_post_is_exempt_unless_everybody_is_meant(talk: Talk) -> None:
    assert talk.say(talk.guard, AD).effect == "pass"
    assert talk.say(talk.guard, "网赌平台，真人百家乐，首充送彩金").effect == "hold"


def test_a_policy_on_trial_only_notes(talk: Talk) -> None:
    change(talk, lines=[Line(id="w", trigger="words", effect="ban", words=["kettle"], mode="dry")])
    assert talk.say(talk.ann, "my new k e t t l e").effect == "pass"
    at_work()
    with tenancy.within(talk.host.here):
        case = Case.objects.get()
        assert (case.dry, case.state, case.evidence["shown"], Sanction.objects.count()) == (True, "done", ["kettle"], 0)


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


def test_the_classifier_learns_from_decisions_and_a_lesson_can_be_undone(talk: Talk) -> None:
    text = "周五晚上老地方，自家炒的新茶，想要的找我拿"

    def chance() -> float:
        with tenancy.within(talk.host.here):
            judge = loading.judge(talk.host.here, 0)
        from qunli.analysis.screening.opinion import pieces_for
        from qunli.analysis.screening.unmask import squeezed_words, unmask

        seen = unmask(text)
        return judge.opinion.advertising(seen, squeezed_words(seen.plain), pieces_for(seen))[0]

    before = chance()
    for _time in range(3):
        talk.say(talk.ann, f"{text} @teahouse")
    moderation.uphold(actor=talk.guard, cases=[case.id for case in waiting(talk)], reason="Advertising.")
    learned = chance()
    assert learned > before + 0.2
    with tenancy.within(talk.host.here):
        lessons = list(Lesson.objects.all())
    for lesson in lessons:
        moderation.undo_lesson(actor=talk.host, lesson=lesson.id)
    assert chance() == pytest.approx(before)


def test_a_rehearsal_says_whom_policies_would_have_hit_and_touches_nobody(talk: Talk) -> None:
    import msgspec

    for number in range(5):
        talk.say(talk.ann, f"sencha number {number}")
    talk.say(talk.bo, "only oolong for me")
    rules = presets.preset("none")
    rules.lines = [Line(id="w", trigger="words", effect="ban", words=["sencha"])]
    number = moderation.rehearse(actor=talk.host, rules=msgspec.to_builtins(rules), days=7)
    at_work()
    with tenancy.within(talk.host.here):
        from qunli.domains.moderation import queries

        row = queries.rehearsal(talk.host, number)
        assert (row.state, row.read, row.hits["w"]["count"], row.people) == ("done", 6, 5, {str(talk.ann.id): 5})
        assert not Sanction.objects.exists()
        assert not Case.objects.exists()


def test_policies_change_by_versions_and_not_over_somebody_elses_change(talk: Talk) -> None:
    import msgspec

    rules = msgspec.to_builtins(presets.preset("founding"))
    assert moderation.put_in_force(actor=talk.host, rules=rules, note="strict", based_on=1) == 2
    with pytest.raises(Conflict):
        moderation.put_in_force(actor=talk.host, rules=rules, based_on=1)
    with pytest.raises(Invalid) as refusal:
        moderation.put_in_force(
            actor=talk.host, rules={"lines": [{"trigger": "pattern", "effect": "hold", "pattern": "("}]}
        )
    assert refusal.value.field == "pattern"
    with pytest.raises(Forbidden):
        moderation.put_in_force(actor=talk.guard, rules=rules)
    with tenancy.within(talk.host.here):
        assert loading.newest(talk.host.here)[0] == 2
