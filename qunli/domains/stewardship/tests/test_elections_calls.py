"""Members apply for a post, and whoever is elected takes it up."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Invalid
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tests.conftest import Later, Member, holders, make_post, powers_of
from qunli.domains.stewardship.tests.electing import box, open_election, vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


def test_from_the_call_to_the_post(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    assert stewardship.call(host, call).state == "voting"
    for voter, choice in (("Mei", "Mei"), ("Lin", "Lin"), ("Bo", "Lin")):
        vote(host, call, member(voter), member(choice))
    later(days=8)
    view = stewardship.call(member("Bo"), call)
    assert [(one.name, one.votes, one.state) for one in view.applications] == [
        ("Lin", 2, "chosen"),
        ("Mei", 1, "not_chosen"),
    ]
    post = stewardship.post(host, view.post)
    assert [(one.name, one.how) for one in post.holders] == [("Lin", "elected")]
    assert post.deputy is not None
    assert post.deputy.name == "Mei"
    assert powers_of(member("Lin")) == {"moderate"}
    assert powers_of(member("Mei")) == set()


def test_a_call_that_nobody_answers_ends(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member, names=())
    later(days=8)
    view = stewardship.call(host, call)
    assert (view.state, str(view.why)) == ("failed", "Nobody applied.")


def test_applications_are_private_while_they_are_open_and_can_be_withdrawn(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    assert [one.name for one in stewardship.call(member("Mei"), call).applications] == ["Mei"]
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin", "Mei"]
    stewardship.withdraw_application(actor=member("Mei"), call=call)
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin"]


def test_applying_late_is_refused(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    with pytest.raises(Conflict):
        stewardship.apply(actor=member("Bo"), call=call, statement="Me too")
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin", "Mei"]


def test_leaving_people_off_the_short_list_needs_a_reason(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    with pytest.raises(Invalid):
        stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0])
    assert stewardship.call(host, call).state == "open"
    with pytest.raises(Invalid):
        stewardship.short_list(actor=host, call=call, people=[member("Bo").id or 0], why="I like Bo")


def test_a_cancelled_election_is_never_counted_and_members_read_why(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    vote(host, call, member("Bo"), member("Lin"))
    stewardship.cancel_call(actor=host, call=call, reason="Two accounts were one person")
    later(days=8)
    view = stewardship.call(member("Bo"), call)
    assert (view.state, view.why, box(host, call), holders(host, view.post)) == (
        "cancelled",
        "Two accounts were one person",
        {},
        [],
    )
    assert [one.reason for one in stewardship.interventions(member("Bo"))] == ["Two accounts were one person"]


def test_the_operator_cannot_appoint_while_members_vote(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    post = stewardship.call(host, call).post
    with pytest.raises(Conflict):
        stewardship.appoint(actor=host, post=post, person=member("Bo").id or 0)
    assert holders(host, post) == []


def test_somebody_elected_again_begins_a_new_term_and_others_hand_over(
    host: Actor, member: Member, later: Later
) -> None:
    post = make_post(host)
    stewardship.appoint(actor=host, post=post, person=member("Bo").id or 0)
    call = stewardship.open_call(actor=host, post=post)
    stewardship.apply(actor=member("Mei"), call=call, statement="Me")
    later(days=8)
    vote(host, call, member("Lin"), member("Mei"))
    later(days=8)
    assert (holders(host, post), powers_of(member("Bo"))) == (["Mei"], set())
    assert [one.ended_words for one in stewardship.roster(host, post)] == ["", "handed over"]


def test_a_candidate_who_left_is_not_elected(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    vote(host, call, member("Bo"), member("Lin"))
    vote(host, call, member("Mei"), member("Mei"))
    vote(host, call, member("Lin"), member("Lin"))
    members.leave(actor=member("Lin"))
    later(days=8)
    assert holders(host, stewardship.call(host, call).post) == ["Mei"]
