"""Members change their own rules."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.communities import facade as communities
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tests.conftest import Later, Member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


@pytest.fixture(autouse=True)
def _rules(host: Actor) -> None:
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)


def propose(member: Actor, rule: str = "r3", en: str = "**Speak kindly.**") -> int:
    now = rule_at(member, rule)
    return stewardship.move(actor=member, rule=rule, en=en, zh=now["zh"], why="It is shorter")


def rule_at(actor: Actor, rule: str) -> dict[str, str]:
    rules = communities.rules_of(actor.here)
    assert rules is not None
    return next(one for one in rules.rules if one["id"] == rule)


def vote(host: Actor, motion: int, voters: dict[str, str], member: Member) -> None:
    ballot = stewardship.motion(host, motion).ballot
    assert ballot is not None
    for name, choice in voters.items():
        stewardship.cast(actor=member(name), ballot=ballot.id, choice=choice)


def test_an_accepted_motion_becomes_the_next_version_in_the_name_of_the_vote(
    host: Actor, member: Member, later: Later
) -> None:
    communities.begin_rules(actor=host, template="study")
    motion = propose(member("Mei"))
    stewardship.second(actor=member("Lin"), motion=motion)
    later(hours=1)
    vote(host, motion, {"Mei": "yes", "Lin": "yes", "Bo": "no"}, member)
    later(days=8)
    view = stewardship.motion(member("Bo"), motion)
    assert (view.state, view.version) == ("accepted", 2)
    assert view.ballot is not None
    assert view.ballot.counts == {"yes": 2, "no": 1, "none": 0}
    assert rule_at(host, "r3")["en"] == "**Speak kindly.**"
    assert rule_at(host, "r3")["policies"] == ["abuse"]
    now = communities.rules_of(host.here)
    assert now is not None
    assert now.why == f"Vote of the members on motion {motion}: 2 yes, 1 no. It is shorter"
    draft = communities.draft_of_rules(host.here)
    assert draft is not None
    assert "Try first" in str(draft.rules)
    assert Event.objects.filter(kind="communities.RulesAnnounced", actor_kind="system").exists()


def test_a_motion_that_most_are_against_changes_nothing(host: Actor, member: Member, later: Later) -> None:
    before = communities.rules_of(host.here)
    motion = propose(member("Mei"))
    stewardship.second(actor=member("Lin"), motion=motion)
    vote(host, motion, {"Mei": "yes", "Lin": "no"}, member)
    later(days=8)
    assert (stewardship.motion(host, motion).state, communities.rules_of(host.here)) == ("rejected", before)


def test_without_others_who_want_it_a_motion_lapses(host: Actor, member: Member, later: Later) -> None:
    motion = propose(member("Mei"))
    with pytest.raises(Forbidden):
        stewardship.second(actor=member("Mei"), motion=motion)
    later(days=15)
    assert stewardship.motion(host, motion).state == "lapsed"
    with pytest.raises(Conflict):
        stewardship.second(actor=member("Lin"), motion=motion)


def test_a_vote_on_a_rule_that_was_changed_meanwhile_does_not_undo_the_change(
    host: Actor, member: Member, later: Later
) -> None:
    motion = propose(member("Mei"))
    stewardship.second(actor=member("Lin"), motion=motion)
    vote(host, motion, {"Mei": "yes"}, member)
    communities.begin_rules(actor=host, number=1)
    draft = communities.draft_of_rules(host.here)
    assert draft is not None
    rules = [dict(one) | ({"en": "Speak up."} if one["id"] == "r3" else {}) for one in draft.rules]
    communities.draft_rules(actor=host, rules=rules)
    communities.announce_rules(actor=host)
    later(days=8)
    assert stewardship.motion(host, motion).state == "overtaken"
    assert rule_at(host, "r3")["en"] == "Speak up."


def test_a_motion_cannot_take_the_law_out_of_the_rules(host: Actor, member: Member) -> None:
    with pytest.raises(Invalid):
        stewardship.move(actor=member("Mei"), rule="r1", why="Too long")
    assert stewardship.motions(host) == []


def test_the_operator_can_take_a_motion_off_only_with_a_reason(host: Actor, member: Member, later: Later) -> None:
    motion = propose(member("Mei"))
    with pytest.raises(Invalid):
        stewardship.cancel_motion(actor=host, motion=motion, reason="")
    assert stewardship.motion(host, motion).state == "open"
    stewardship.cancel_motion(actor=host, motion=motion, reason="The same was decided last week")
    assert stewardship.motion(host, motion).state == "cancelled"
    assert [one.name for one in stewardship.interventions(member("Lin"))] == ["Mei"]


def test_a_program_and_an_operator_make_no_motions_and_the_operator_enacts_none(host: Actor, member: Member) -> None:
    with pytest.raises(Forbidden):
        stewardship.move(actor=host, rule="", en="Obey.", why="I say so")
    with pytest.raises(Forbidden):
        communities.enact_rules(actor=host, rules=[], why="I say so")
    assert stewardship.motions(host) == []
