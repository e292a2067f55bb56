"""Introductions and first steps."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.meeting_decisions import Greeter, Wish, fits, greeter, terms
from qunli.domains.members.tests.cards import member
from qunli.domains.members.tests.coming_in import come


@pytest.mark.row("G5")
def test_an_introduction_is_made_when_both_say_yes_and_followed_up_after_a_week(host: Actor) -> None:
    ann, bo, cy = (member(host, name, contact=f"{name}@example.org") for name in ("Ann", "Bo", "Cy"))
    number = members.propose_introduction(actor=cy, one=ann.person, other=bo.person, words="You both fire at night")
    (asked,) = members.introductions(ann)
    assert (asked.name, asked.proposer, asked.words, asked.says, asked.contact) == (
        "Bo",
        "Cy",
        "You both fire at night",
        None,
        "",
    )
    assert members.answer_introduction(actor=ann, introduction=number, yes=True, contact="ring twice") == "asked"
    assert members.introductions(bo)[0].contact == ""
    assert members.answer_introduction(actor=bo, introduction=number, yes=True) == "made"
    assert members.introductions(bo)[0].contact == "ring twice"
    assert members.introductions(ann)[0].contact == "Bo@example.org"
    assert members.proposed_by(cy) == [("Ann", "Bo", "made")]
    assert not members.introductions(ann)[0].ask_help
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert members.introductions(ann)[0].ask_help
        members.say_if_it_helped(actor=ann, introduction=number, helped=True)
        assert (members.introductions(ann)[0].ask_help, members.introductions(ann)[0].helped) == (False, True)
    with pytest.raises(NotFound):
        members.say_if_it_helped(actor=cy, introduction=number, helped=True)


@pytest.mark.row("G5")
def test_a_no_tells_nobody_anything(host: Actor) -> None:
    ann, bo = member(host, "Ann", contact="ann@example.org"), member(host, "Bo")
    number = members.propose_introduction(actor=ann, one=ann.person, other=bo.person)
    assert members.answer_introduction(actor=bo, introduction=number, yes=False) == "declined"
    assert [(one.state, one.contact) for one in (*members.introductions(ann), *members.introductions(bo))] == [
        ("lapsed", ""),
        ("lapsed", ""),
    ]
    with pytest.raises(Conflict):
        members.propose_introduction(actor=ann, one=bo.person, other=ann.person)


@pytest.mark.row("G5")
def test_nobody_is_pestered(host: Actor) -> None:
    ann = member(host, "Ann")
    shy = member(host, "Bo", introducible=False)
    with pytest.raises(Conflict):
        members.propose_introduction(actor=ann, one=ann.person, other=shy.person)
    with pytest.raises(Invalid):
        members.propose_introduction(actor=ann, one=ann.person, other=ann.person)
    for at in range(5):
        members.propose_introduction(actor=ann, one=ann.person, other=come(host, f"M{at}"))
    with pytest.raises(TooMany):
        members.propose_introduction(actor=ann, one=ann.person, other=come(host, "M6"))
    with time_machine.travel(timezone.now() + timedelta(days=22), tick=False):
        members.propose_introduction(actor=ann, one=ann.person, other=come(host, "M7"))
        assert [one.state for one in members.introductions(ann)] == ["asked"] + ["lapsed"] * 5


@pytest.mark.row("G5")
def test_proposals_come_from_needs_resources_city_and_ties(host: Actor) -> None:
    ann = member(host, "Ann", needs="电窑", resources="teaching glaze", city="景德镇")
    bo = member(host, "Bo", resources="电窑出租", city="景德镇")
    cy = member(host, "Cy", resources="旧电窑", needs="somebody teaching glaze")
    member(host, "Di", resources="cars")
    member(host, "Ed", resources="电窑", introducible=False)
    ranked = members.suggestions(ann, {})
    assert [(card.name, fit.near) for card, fit in ranked] == [("Cy", False), ("Bo", True)]
    assert (ranked[0][1].for_me, ranked[0][1].for_them) == (
        (("电窑", "旧电窑"),),
        (("somebody teaching glaze", "teaching glaze"),),
    )
    assert [card.name for card, _fit in members.suggestions(ann, {cy.person: 9.0})] == ["Bo", "Cy"]
    members.propose_introduction(actor=ann, one=ann.person, other=bo.person)
    assert [card.name for card, _fit in members.suggestions(ann, {})] == ["Cy"]


def test_terms_are_words_and_pairs_of_characters() -> None:
    assert terms("Needs the KILNS, 电窑出租") == {"need", "kiln", "电窑", "窑出", "出租"} - {"need"}
    assert fits(Wish(1, ("a kiln",), (), ""), [Wish(2, (), ("a car",), "")], {}) == []


def test_the_greeter_is_near_and_has_few_to_look_after() -> None:
    known = [Greeter(1, "Berlin", True, 0), Greeter(2, "杭州", False, 1), Greeter(3, "杭州", False, 3)]
    assert (greeter("杭州", known), greeter("", known), greeter("杭州", known[::2]), greeter("", ())) == (2, 1, 1, None)


@pytest.mark.row("G4")
def test_a_newcomer_takes_first_steps_and_the_operator_sees_how_far(host: Actor) -> None:
    members.set_joining(actor=host, changes={"first_task": "Tell us your first cup", "welcome": "Sit down!"})
    old = member(host, "Old")
    members.describe_card(actor=old, greets=True, city="杭州")
    new = member(host, "New")
    steps = members.first_steps(new)
    assert steps is not None
    assert (steps.welcome, steps.card, steps.task, steps.greeting, steps.greeter) == (
        "Sit down!",
        False,
        False,
        False,
        (old.person, "Old"),
    )
    assert members.to_greet(old) == [(new.person, "New")]
    members.describe_card(actor=new, needs="friends")
    members.do_first_task(actor=new)
    members.greet(actor=old, person=new.person)
    steps = members.first_steps(new)
    assert steps is not None
    assert steps.done
    assert members.to_greet(old) == []
    (view, first), total = members.newcomers(host)
    assert (view.name, view.card, view.task, view.greeted, view.greeter, total) == ("New", True, True, True, "Old", 2)
    assert (first.name, first.card, first.task, first.greeted) == ("Old", True, False, False)


@pytest.mark.row("G4")
def test_nobody_greets_themselves_and_guests_greet_nobody(host: Actor) -> None:
    new = member(host, "New")
    with pytest.raises(NotFound):
        members.greet(actor=new, person=new.person)
    with pytest.raises(Forbidden):
        members.greet(actor=host, person=new.person)
    members.grant(actor=host, person=new.person, powers={powers.ADMIT}, source="post:1")
    later = member(host, "Later")
    assert members.to_greet(new) == [(later.person, "Later")]
