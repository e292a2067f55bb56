"""What merging, erasing and exporting a person do with a membership."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.models import Membership
from qunli.domains.members.tests.coming_in import account, come, standing


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
