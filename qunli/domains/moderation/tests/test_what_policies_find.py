"""Which messages policies find wrong, which pass, and how policies and what was learned change."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation import loading, presets
from qunli.domains.moderation.models import AdPermit, Case, Lesson, Sanction
from qunli.domains.moderation.policies import Line
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work
from qunli.domains.moderation.tests.lines_and_cases import change, waiting

pytestmark = [pytest.mark.row("R2"), pytest.mark.row("R3")]


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
