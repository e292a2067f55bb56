"""Somebody who was removed comes again as somebody new: what gives them away puts them before a person."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, guest, system
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.domains.members.operations.link_identity import link_identity, make_link_code
from qunli.domains.members.returning import PERSONAL
from qunli.domains.members.tests.coming_in import account, come, standing, told
from qunli.domains.members.tests.knocking import knocks, opened, state

pytestmark = pytest.mark.row("G1")


@pytest.fixture
def removed(host: Actor) -> tuple[int, User]:
    """Rex, who came through the open door and was removed."""
    opened(host)
    user = account("Rex")
    person = come(host, "Rex", user)
    members.remove_member(actor=host, person=person)
    return person, user


def signs(host: Actor) -> list[list[tuple[str, int, str]]]:
    return [list(one.known) for one in members.applications(host)[0]]


def test_the_same_account_waits_for_a_person_also_after_taking_it_back(host: Actor, removed: tuple[int, User]) -> None:
    rex, user = removed
    for _time in range(2):
        assert knocks(host, "Rex", user=user.id).state == "applied"
        assert signs(host) == [[("account", rex, "Rex")]]
        members.withdraw_application(actor=guest(host.here, user.id))
    knocks(host, "Rex", user=user.id)
    (waits,) = members.applications(host)[0]
    members.decide_applications(actor=host, applications=[waits.id], verdict="admit")
    members.leave(actor=members.member_actor(host.here, rex))
    assert knocks(host, "Rex", user=user.id).state == "active"


def test_a_browser_that_showed_their_pages_is_known(host: Actor, removed: tuple[int, User]) -> None:
    rex, _user = removed
    new = knocks(host, "Max", browser=rex)
    assert (new.state, signs(host)) == ("applied", [[("browser", rex, "Rex")]])
    ann = come(host, "Ann")
    assert knocks(host, "Bo", browser=ann).state == "active"


def test_a_link_in_the_line_of_who_was_removed_is_looked_at(host: Actor, removed: tuple[int, User]) -> None:
    rex, user = removed
    members.admit(actor=host, person=rex, user=user.id)
    members.set_joining(actor=host, changes={"invite_after_days": 0, "invite_uses": 5})
    members.invite(actor=members.member_actor(host.here, rex), uses=2)
    first = members.invitations(host)[0][0].token
    helper = knocks(host, "Helper", invitation=first)
    members.invite(actor=members.member_actor(host.here, helper.person))
    second = members.invitations(host)[0][0].token
    members.remove_member(actor=host, person=rex)
    for token in (first, second):
        assert knocks(host, "Max", invitation=token).state == "applied"
    assert signs(host) == [[("link", rex, "Rex")]] * 2


@pytest.mark.parametrize(("most", "came"), [(PERSONAL, "applied"), (PERSONAL + 1, "active")])
def test_a_personal_link_that_brought_them_is_looked_at_and_a_poster_is_not(host: Actor, most: int, came: str) -> None:
    opened(host)
    members.invite(actor=host, uses=most)
    token = members.invitations(host)[0][0].token
    members.remove_member(actor=host, person=knocks(host, "Rex", invitation=token).person)
    assert knocks(host, "Max", invitation=token).state == came


def test_a_member_who_proves_to_be_them_in_a_chat_stands_at_the_door(host: Actor) -> None:
    opened(host)
    program = system(host.here)
    seen = members.recognise(actor=program, platform="there", seen=[members.Seen("u9", "Rex")])
    with tenancy.within(host.here):
        rex = members.owners(program, seen.ids.values())[seen.ids["u9"]]
    members.admit(actor=host, person=rex)
    members.remove_member(actor=host, person=rex)
    max_ = knocks(host, "Max")
    assert state(host, max_) == "active"
    code = make_link_code(actor=members.member_actor(host.here, max_.person))
    link_identity(actor=program, identity=seen.ids["u9"], code=code)
    assert standing(host, max_.person).state == "applied"
    assert signs(host) == [[("identity", rex, "Rex")]]
    assert {"community": host.here, "person": max_.person} in told("MemberRemoved")


def test_who_knows_nobody_comes_in(host: Actor, removed: tuple[int, User]) -> None:
    assert knocks(host, "Max").state == "active"
    assert signs(host) == []
