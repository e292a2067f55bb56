"""Coming in, leaving, being removed, silenced, and holding powers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.models import Identity
from qunli.domains.members.tests.coming_in import account, come, standing, told
from qunli.domains.members.tests.conftest import as_role


def test_a_member_is_admitted_once_and_known_in_the_web_groups(host: Actor) -> None:
    ann = come(host, "  Ann \n Tea ")
    assert members.admit(actor=host, person=ann) == ann
    here = standing(host, ann)
    assert (here.name, here.state, here.is_active, here.powers) == ("Ann Tea", "active", True, frozenset())
    with tenancy.within(host.here):
        assert list(Identity.objects.values_list("platform", "external_id")) == [("web", str(ann))]
    assert told("MemberAdmitted") == [{"community": host.community, "person": ann}]


def test_nobody_without_a_name_comes_in(host: Actor) -> None:
    for name in ("", " \n ", "x" * 61):
        with pytest.raises(Invalid) as refused:
            come(host, name)
        assert refused.value.field == "name"
    assert members.find_people(host)[1] == 0


def test_a_person_has_one_account(host: Actor) -> None:
    mei = account("Mei")
    ann = come(host, "Ann", mei)
    with pytest.raises(Conflict):
        members.admit(actor=host, person=ann, user=account("Bo").id)
    actor, community = members.enter_as_member(mei, "tea")
    assert (actor.kind, actor.id, actor.community, actor.name) == ("member", ann, community.id, "Ann")


def test_who_leaves_is_outside_and_can_come_back_as_the_same_person(host: Actor) -> None:
    mei = account("Mei")
    ann = come(host, "Ann", mei)
    members.leave(actor=members.member_actor(host.here, ann))
    with pytest.raises(NotFound):
        members.enter_as_member(mei, "tea")
    with pytest.raises(NotFound):
        members.leave(actor=Actor(kind="member", id=ann, community=host.community))
    assert members.admit(actor=host, person=ann) == ann
    assert members.enter_as_member(mei, "tea")[0].id == ann
    assert (len(told("MemberLeft")), len(told("MemberAdmitted"))) == (1, 2)


def test_who_is_removed_loses_powers_and_sessions_at_once(host: Actor, client: Client) -> None:
    mei = account("Mei")
    ann = come(host, "Ann", mei)
    members.grant(actor=host, person=ann, powers={powers.MODERATE}, source="post:1")
    client.force_login(mei, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/m/tea/me/").status_code == 200
    members.remove_member(actor=host, person=ann)
    assert standing(host, ann).powers == frozenset()
    assert client.get("/m/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert told("MemberRemoved") == [{"community": host.community, "person": ann}]


def test_a_session_lasts_while_the_account_is_a_member_elsewhere(host: Actor, stranger: Actor, client: Client) -> None:
    mei = account("Mei")
    ann = come(host, "Ann", mei)
    come(stranger, "Ann", mei)
    client.force_login(mei, backend="django.contrib.auth.backends.ModelBackend")
    members.remove_member(actor=host, person=ann)
    assert client.get("/m/coffee/me/").status_code == 200
    assert client.get("/m/tea/me/").status_code == 302
    assert [one.slug for one in members.memberships_of(mei)] == ["coffee"]


def test_a_silenced_member_may_speak_again_after_a_while(host: Actor) -> None:
    ann = come(host, "Ann")
    until = timezone.now() + timedelta(hours=1)
    members.silence(actor=host, person=ann, until=until)
    assert standing(host, ann).is_silent(until - timedelta(seconds=1))
    assert not standing(host, ann).is_silent(until)
    members.silence(actor=host, person=ann, until=None)
    assert not standing(host, ann).is_silent(timezone.now())


def test_powers_end_with_their_source_or_term(host: Actor) -> None:
    ann = come(host, "Ann")
    members.grant(actor=host, person=ann, powers={powers.MODERATE, powers.ADMIT}, source="post:1")
    past: datetime = timezone.now() - timedelta(seconds=1)
    members.grant(actor=host, person=ann, powers={powers.ANNOUNCE}, source="post:2", until=past)
    assert members.member_actor(host.here, ann).powers == {powers.MODERATE, powers.ADMIT}
    members.grant(actor=host, person=ann, powers={powers.MODERATE}, source="post:1")
    assert standing(host, ann).powers == {powers.MODERATE}
    members.withdraw_grants(actor=host, source="post:1")
    assert standing(host, ann).powers == frozenset()


def test_only_those_who_may_admit_remove_silence_and_grant(host: Actor, stranger: Actor) -> None:
    ann, bo = come(host, "Ann"), come(host, "Bo")
    member = members.member_actor(host.here, bo)
    deeds = (
        lambda actor: members.admit(actor=actor, name="Cy"),
        lambda actor: members.remove_member(actor=actor, person=ann),
        lambda actor: members.silence(actor=actor, person=ann, until=timezone.now()),
        lambda actor: members.grant(actor=actor, person=ann, powers={powers.ADMIT}, source="post:1"),
        lambda actor: members.sign_in_link(actor=actor, person=ann),
    )
    for deed in deeds:
        for actor in (member, as_role(host, "analyst")):
            with pytest.raises(Forbidden):
                deed(actor)
    for deed in deeds[1:]:
        with pytest.raises(NotFound):
            deed(stranger)
    assert (standing(host, ann).state, standing(host, ann).powers) == ("active", frozenset())
    assert members.find_people(host)[1] == 2
