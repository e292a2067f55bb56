"""Coming in, leaving, being removed, silenced, and holding powers; and what merging and erasing do to a membership."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import Event, User
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.models import Identity, Membership
from qunli.domains.members.tests.conftest import as_role


def account(name: str) -> User:
    return User.objects.create_user(None, name=name)


def come(host: Actor, name: str, user: User | None = None) -> int:
    return members.admit(actor=host, name=name, user=user.id if user else None)


def standing(host: Actor, person: int) -> members.Standing:
    return members.standings(host.here, [person])[person]


def told(kind: str) -> list[dict[str, object]]:
    return list(Event.objects.filter(kind=f"members.{kind}").order_by("id").values_list("body", flat=True))


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


def seen(host: Actor, name: str) -> int:
    found = members.recognise(actor=host, platform="qq", seen=[members.Seen(f"qq-{name}", name)])
    return members.owners(host, list(found.ids.values())).popitem()[1]


def test_a_membership_goes_over_with_the_person_and_back_again(host: Actor) -> None:
    mei = account("Mei")
    known, ann = seen(host, "Ann Q"), come(host, "Ann", mei)
    members.grant(actor=host, person=ann, powers={powers.ADMIT}, source="post:1")
    merge = members.merge_people(actor=host, kept=known, merged=ann)
    assert members.enter_as_member(mei, "tea")[0].id == known
    assert standing(host, known).powers == {powers.ADMIT}
    members.undo_merge(actor=host, merge=merge)
    assert members.enter_as_member(mei, "tea")[0].id == ann
    assert (standing(host, ann).powers, members.standings(host.here, [known])) == ({powers.ADMIT}, {})


def test_of_two_memberships_the_stronger_remains_and_undoing_restores_both(host: Actor) -> None:
    mei = account("Mei")
    ann, anna = come(host, "Ann"), come(host, "Anna", mei)
    members.leave(actor=members.member_actor(host.here, ann))
    until = timezone.now() + timedelta(days=1)
    members.silence(actor=host, person=anna, until=until)
    merge = members.merge_people(actor=host, kept=ann, merged=anna)
    one = standing(host, ann)
    assert (one.state, one.silent_until, one.identity is not None) == ("active", until, True)
    assert members.enter_as_member(mei, "tea")[0].id == ann
    members.undo_merge(actor=host, merge=merge)
    assert (standing(host, ann).state, standing(host, anna).state) == ("left", "active")
    assert (standing(host, ann).silent_until, standing(host, anna).silent_until) == (None, until)
    assert members.enter_as_member(mei, "tea")[0].id == anna


def test_who_was_removed_stays_out_when_taken_for_somebody_who_left(host: Actor) -> None:
    ann, anna = come(host, "Ann"), come(host, "Anna")
    members.remove_member(actor=host, person=anna)
    members.leave(actor=members.member_actor(host.here, ann))
    members.merge_people(actor=host, kept=ann, merged=anna)
    assert standing(host, ann).state == "removed"


def test_two_members_with_two_accounts_are_not_taken_for_one(host: Actor) -> None:
    ann, anna = come(host, "Ann", account("Ann")), come(host, "Anna", account("Anna"))
    with pytest.raises(Conflict):
        members.merge_people(actor=host, kept=ann, merged=anna)
    assert (standing(host, ann).state, standing(host, anna).state) == ("active", "active")
    assert members.merges(host) == []


@pytest.mark.row("P4")
def test_erasing_a_member_ends_the_membership_and_lets_the_account_go(host: Actor, client: Client) -> None:
    mei = account("Mei Unusual")
    ann = come(host, "Mei Unusual", mei)
    actor = members.member_actor(host.here, ann)
    members.describe_card(actor=actor, needs="a kiln", about="Mei Unusual bakes")
    members.give_consent(actor=actor, what="rules", version="3")
    client.force_login(mei, backend="django.contrib.auth.backends.ModelBackend")
    members.erase_person(actor=actor, person=ann)
    mei.refresh_from_db()
    assert (mei.name, mei.is_active) == ("", False)
    with tenancy.within(host.here):
        row = Membership.objects.get(person_id=ann)
        assert (row.state, row.user_id) == ("left", None)
    assert client.get("/m/tea/me/").status_code == 302
    assert members.directory(host, "kiln") == ([], 0)
    assert "Unusual" not in str(list(Event.objects.values_list("body", flat=True)))


@pytest.mark.row("P4")
def test_a_member_erases_nobody_else(host: Actor) -> None:
    ann, bo = come(host, "Ann"), come(host, "Bo")
    with pytest.raises(Forbidden):
        members.erase_person(actor=members.member_actor(host.here, ann), person=bo)
    assert standing(host, bo).name == "Bo"


@pytest.mark.row("P4")
def test_what_members_said_of_themselves_is_in_their_export(host: Actor) -> None:
    ann = come(host, "Ann")
    actor = members.member_actor(host.here, ann)
    members.describe_card(actor=actor, needs="a kiln\nclay", city="Jingdezhen", contact="ann@example.org")
    members.give_consent(actor=actor, what="rules", version="3")
    said = members.export_person(actor=system(host.community), person=ann)
    assert said["membership"]["state"] == "active"
    assert (said["card"]["needs"], said["card"]["contact"]) == (["a kiln", "clay"], "ann@example.org")
    assert [(one["what"], one["version"]) for one in said["consents"]] == [("rules", "3")]
