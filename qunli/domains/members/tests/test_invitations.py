"""Links that let people in, who may make them, and whom they brought; links to sign in with."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, guest, system
from qunli.core.models import Event, User
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.models import SignInLink
from qunli.domains.members.tests.coming_in import account, come, told


def link_of(actor: Actor, number: int = 0) -> members.InvitationView:
    return members.invitations(actor, mine=actor.kind == "member")[0][number]


def use(host: Actor, token: str, name: str, user: int | None = None) -> members.Applied:
    return members.apply(actor=guest(host.here, user), name=name, answers={}, invitation=token)


@pytest.mark.row("G2")
def test_a_link_lets_in_as_many_as_it_says_until_it_expires(host: Actor) -> None:
    members.invite(actor=host, uses=2, days=3, note="Tea fair")
    link = link_of(host)
    assert (members.invitation_behind(link.token)[0], link.state, link.inviter_name) == ("tea", "open", "The host")
    for name in ("Ann", "Bo"):
        assert use(host, link.token, name).state == "active"
    with pytest.raises(Conflict):
        use(host, link.token, "Cy")
    assert (link_of(host).used, link_of(host).stayed, link_of(host).state) == (2, 2, "used")
    members.invite(actor=host, days=3)
    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=1), tick=False), pytest.raises(Conflict):
        use(host, link_of(host).token, "Cy")
    assert members.find_people(host)[1] == 2


@pytest.mark.row("G2")
def test_members_invite_by_standing_and_quota(host: Actor) -> None:
    ann = come(host, "Ann")
    member = members.member_actor(host.here, ann)
    with pytest.raises(Forbidden):
        members.invite(actor=member)
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=7, minutes=1), tick=False):
        for _link in range(5):
            members.invite(actor=member)
        with pytest.raises(Forbidden):
            members.invite(actor=member)
        with pytest.raises(Invalid):
            members.set_joining(actor=host, changes={"invite_quota": -1})
    with time_machine.travel(now + timedelta(days=38), tick=False):
        members.invite(actor=member)
        with pytest.raises(Invalid):
            members.invite(actor=member, uses=2)
    assert members.invitations(host)[1] == 6


@pytest.mark.row("G2")
def test_a_post_lets_invite_at_once(host: Actor) -> None:
    ann = come(host, "Ann")
    members.grant(actor=host, person=ann, powers={powers.ADMIT}, source="post:1")
    members.invite(actor=members.member_actor(host.here, ann), uses=50)
    assert (link_of(host).inviter, link_of(host).most) == (ann, 50)


@pytest.mark.row("G2")
def test_who_brought_somebody_is_remembered_through_leaving_and_coming_back(host: Actor) -> None:
    ann, bo = come(host, "Ann"), come(host, "Bo")
    for person in (ann, bo):
        members.grant(actor=host, person=person, powers={powers.ADMIT}, source="post:1")
        members.invite(actor=members.member_actor(host.here, person))
    first, second = link_of(members.member_actor(host.here, ann)), link_of(members.member_actor(host.here, bo))
    cy = use(host, first.token, "Cy")
    members.leave(actor=members.member_actor(host.here, cy.person))
    assert use(host, second.token, "Cy", cy.user).person == cy.person
    assert members.invited_by(host, [cy.person]) == {cy.person: "Ann"}
    assert [(one["inviter"], one["person"]) for one in told("InvitationUsed")] == [(ann, cy.person)]


@pytest.mark.row("G2")
def test_a_refusal_gives_the_link_back(host: Actor) -> None:
    members.set_joining(actor=host, changes={"reviewed": True, "invited_pass": False})
    members.invite(actor=host)
    use(host, link_of(host).token, "Ann")
    assert link_of(host).state == "used"
    (waits,) = members.applications(host)[0]
    members.decide_applications(actor=host, applications=[waits.id], verdict="refuse", reason="No")
    assert (link_of(host).state, link_of(host).used) == ("open", 0)


@pytest.mark.row("G2")
def test_a_withdrawn_or_altered_link_opens_nothing(host: Actor, stranger: Actor) -> None:
    mine = members.invite(actor=host)
    token = link_of(host).token
    for altered in (token[:-1] + ("0" if token[-1] != "0" else "1"), "zz-1-00", "", "nothing", token.replace("-", "")):
        with pytest.raises(NotFound):
            members.invitation_behind(altered)
    with pytest.raises(NotFound):
        use(stranger, token, "Ann")
    with pytest.raises(NotFound):
        members.withdraw_invitation(actor=stranger, invitation=mine)
    ann = members.member_actor(host.here, come(host, "Ann"))
    with pytest.raises(NotFound):
        members.withdraw_invitation(actor=ann, invitation=mine)
    members.withdraw_invitation(actor=host, invitation=mine)
    with pytest.raises(Conflict):
        use(host, token, "Bo")


def signs_in(token: str) -> int:
    slug = members.sign_in_offer(token)
    assert slug.slug == "tea"
    return members.use_sign_in_link(actor=guest(0), token=token)


@pytest.mark.row("P1")
def test_a_link_signs_in_once_within_minutes(host: Actor) -> None:
    ann = come(host, "Ann")
    token = members.sign_in_link(actor=host, person=ann)
    with tenancy.within(host.here):
        assert token not in str(list(SignInLink.objects.values()))
    assert token not in str(list(Event.objects.values_list("body", flat=True)))
    user = User.objects.get(id=signs_in(token))
    assert members.enter_as_member(user, "tea")[0].id == ann
    with pytest.raises(Conflict):
        members.sign_in_offer(token)
    with pytest.raises(Conflict):
        members.use_sign_in_link(actor=guest(host.here), token=token)
    late = members.sign_in_link(actor=host, person=ann, minutes=5)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False), pytest.raises(Conflict):
        members.use_sign_in_link(actor=guest(host.here), token=late)


@pytest.mark.row("P1")
def test_a_newer_link_and_a_removal_make_the_older_void(host: Actor) -> None:
    ann = come(host, "Ann")
    first = members.sign_in_link(actor=host, person=ann)
    second = members.sign_in_link(actor=host, person=ann)
    with pytest.raises(Conflict):
        members.use_sign_in_link(actor=guest(host.here), token=first)
    members.remove_member(actor=host, person=ann)
    with pytest.raises(NotFound):
        members.use_sign_in_link(actor=guest(host.here), token=second)


@pytest.mark.row("P4")
def test_no_link_opens_a_colleagues_account_or_another_operators_community(host: Actor) -> None:
    colleague = come(host, "The host", User.objects.get())
    with pytest.raises(Conflict):
        members.sign_in_link(actor=host, person=colleague)
    assert told("SignInLinkMade") == []
    elsewhere = account("Mei")
    mei = come(host, "Mei", elsewhere)
    assert members.sign_in_link(actor=host, person=mei)
    other = another_operators_community()
    members.admit(actor=other, name="Mei", user=elsewhere.id)
    with pytest.raises(Conflict):
        members.sign_in_link(actor=host, person=mei)


def another_operators_community() -> Actor:
    """Of a house that was set up beside this one."""
    tables = {table.__name__: table for table in apps.get_app_config("communities").get_models()}
    operator = tables["Operator"]._default_manager.create(name="Another house")
    return system(tables["Community"]._default_manager.create(operator=operator, slug="cocoa", name="Cocoa").pk)
