"""Deputies, and posts that fall free: by stepping down, leaving, removal or erasure."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tests.conftest import Later, Member, appoint, holders, make_post, powers_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


def test_a_deputy_has_no_powers_and_takes_over_when_the_holder_steps_down(host: Actor, member: Member) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    stewardship.name_deputy(actor=member("Mei"), post=post, person=member("Lin").id or 0)
    assert powers_of(member("Lin")) == set()
    until = stewardship.post(host, post).holders[0].until
    stewardship.step_down(actor=member("Mei"), post=post)
    view = stewardship.post(host, post)
    assert [(one.name, one.how, one.until) for one in view.holders] == [("Lin", "succeeded", until)]
    assert (view.deputy, powers_of(member("Lin")), powers_of(member("Mei"))) == (None, {"moderate"}, set())


def test_only_the_holder_and_the_operator_name_a_deputy(host: Actor, member: Member) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    with pytest.raises(Forbidden):
        stewardship.name_deputy(actor=member("Lin"), post=post, person=member("Lin").id or 0)
    assert stewardship.post(host, post).deputy is None


def test_whoever_leaves_the_community_holds_nothing_and_the_deputy_takes_over(
    host: Actor, member: Member, later: Later
) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    stewardship.name_deputy(actor=host, post=post, person=member("Lin").id or 0)
    members.leave(actor=member("Mei"))
    later(minutes=1)
    assert (holders(host, post), powers_of(member("Lin"))) == (["Lin"], {"moderate"})


def test_removing_a_holder_needs_a_reason_that_members_read(host: Actor, member: Member) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    mei = member("Mei").id or 0
    with pytest.raises(Invalid):
        stewardship.remove_holder(actor=host, post=post, person=mei, reason=" ")
    assert (holders(host, post), stewardship.interventions(member("Bo"))) == (["Mei"], [])
    stewardship.remove_holder(actor=host, post=post, person=mei, reason="Silenced people over a quarrel")
    (read,) = stewardship.interventions(member("Bo"))
    assert (read.about, read.name, read.reason, read.by_name) == (
        "Discipline",
        "Mei",
        "Silenced people over a quarrel",
        "The host",
    )
    assert (holders(host, post), powers_of(member("Mei"))) == ([], set())


def test_an_erased_person_holds_nothing_and_left_no_words(host: Actor, member: Member, later: Later) -> None:
    post = make_post(host)
    call = stewardship.open_call(actor=host, post=post)
    stewardship.apply(actor=member("Mei"), call=call, statement="I am patient and live in Hangzhou")
    appoint(host, make_post(host, title="Welcome"), member("Mei"))
    stewardship.give_honour(actor=host, person=member("Mei").id or 0, title="Tea sage", why="Taught")
    mei = member("Mei").id or 0
    members.erase_person(actor=host, person=mei)
    later(minutes=1)
    assert "Hangzhou" not in str(stewardship.exported(host.here, mei))
    assert (stewardship.terms_of(host, mei), stewardship.honours(host)) == ([], [])
