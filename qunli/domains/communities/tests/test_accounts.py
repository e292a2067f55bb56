"""The first account on a fresh installation, colleagues by invitation, roles, lock-out."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.models import Event, User
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities import colleagues, facade
from qunli.domains.communities.models import Colleague, Invitation, Operator
from qunli.domains.communities.operations.accept_invitation import accept_invitation
from qunli.domains.communities.operations.change_role import change_role, remove_colleague
from qunli.domains.communities.operations.invite_colleague import invite_colleague
from qunli.domains.communities.operations.make_token import make_token, revoke_token
from qunli.domains.communities.tests.people import colleague, owner

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "a-long-enough-passphrase"


def sign_up(client: Client, email: str, **more: str) -> int:
    data = {"email": email, "password1": LONG, "name": "Ann", **more}
    return client.post("/accounts/signup/", data).status_code


@pytest.mark.row("P4")
def test_the_first_account_becomes_the_owner_and_closes_the_door() -> None:
    first, second = Client(), Client()
    assert first.get("/").headers["Location"] == "/accounts/signup/"
    assert sign_up(first, "ann@example.org", organisation="Hearth") == 302
    assert Operator.objects.get().name == "Hearth"
    assert Colleague.objects.get().role == "owner"
    assert first.get("/").headers["Location"] == "/communities/new/"
    sign_up(second, "eve@example.org")
    assert User.objects.count() == 1
    assert b"invitation" in second.get("/accounts/signup/").content


@pytest.mark.row("P4")
def test_an_invited_colleague_signs_up_with_the_role_that_was_offered() -> None:
    token = invite_colleague(actor=owner(), email="Bo@Example.org", role="analyst")
    client = Client()
    assert client.get(f"/invitation/{token}/").headers["Location"] == "/accounts/signup/"
    assert sign_up(client, "bo@example.org") == 302
    assert Colleague.objects.get(user__email="bo@example.org").role == "analyst"
    assert not colleagues.open_invitations(owner())


def test_an_invitation_is_for_its_address_only_and_for_once() -> None:
    token = invite_colleague(actor=owner(), email="bo@example.org", role="manager")
    bo = User.objects.create_user("bo@example.org", LONG)
    eve = User.objects.create_user("eve@example.org", LONG)
    with pytest.raises(NotFound):
        accept_invitation(actor=owner(), token=token, user=eve.id, email=eve.email)
    accept_invitation(actor=owner(), token=token, user=bo.id, email=bo.email)
    with pytest.raises(NotFound):
        accept_invitation(actor=owner(), token=token, user=bo.id, email=bo.email)
    assert Colleague.objects.filter(user=bo).count() == 1


def test_only_a_digest_of_the_link_is_kept() -> None:
    token = invite_colleague(actor=owner(), email="bo@example.org", role="manager")
    kept = Invitation.objects.get().digest
    assert token not in kept
    assert len(kept) == 64


@pytest.mark.row("P4")
@pytest.mark.parametrize("role", ["manager", "analyst"])
def test_nobody_but_an_owner_decides_about_colleagues(role: str) -> None:
    actor = colleague(role)
    with pytest.raises(Forbidden):
        invite_colleague(actor=actor, email="bo@example.org", role="analyst")
    assert not Invitation.objects.exists()
    mine = Colleague.objects.get(user_id=actor.id)
    with pytest.raises(Forbidden):
        change_role(actor=actor, colleague=mine.id, role="owner")
    mine.refresh_from_db()
    assert mine.role == role


def test_somebody_remains_owner() -> None:
    actor = owner()
    mine = Colleague.objects.get(user_id=actor.id)
    with pytest.raises(Conflict):
        remove_colleague(actor=actor, colleague=mine.id)
    with pytest.raises(Conflict):
        change_role(actor=actor, colleague=mine.id, role="analyst")
    assert Colleague.objects.get(id=mine.id).role == "owner"


def test_a_foreign_operators_colleague_is_not_there() -> None:
    stranger = colleague("analyst", operator=Operator.objects.create(name="Other"))
    theirs = Colleague.objects.get(user_id=stranger.id)
    with pytest.raises(NotFound):
        remove_colleague(actor=owner(), colleague=theirs.id)
    assert Colleague.objects.filter(id=theirs.id).exists()


def test_a_wrong_address_or_role_is_refused_with_its_field() -> None:
    for email, role, field in (("nobody", "analyst", "email"), ("bo@example.org", "king", "role")):
        with pytest.raises(Invalid) as refusal:
            invite_colleague(actor=owner(), email=email, role=role)
        assert refusal.value.field == field


@pytest.mark.row("P4")
def test_signing_in_is_locked_after_failures() -> None:
    User.objects.create_user("ann@example.org", LONG)
    client = Client()
    statuses = [
        client.post("/accounts/login/", {"login": "ann@example.org", "password": "wrong"}).status_code for _ in range(8)
    ]
    assert statuses[-1] in (403, 429)
    right = client.post("/accounts/login/", {"login": "ann@example.org", "password": LONG})
    assert right.status_code != 302


@pytest.mark.row("P4")
def test_what_was_decided_stands_in_the_audit_trail() -> None:
    invite_colleague(actor=owner(), email="bo@example.org", role="analyst")
    event = Event.objects.get(kind="communities.ColleagueInvited")
    assert (event.body["email"], event.actor_name) == ("bo@example.org", "Ann")


@pytest.mark.row("P1")
def test_a_token_gives_what_both_its_scopes_and_its_owner_may() -> None:
    token = make_token(actor=owner(), name="notebook", scopes=["read"])
    actor = facade.actor_by_token(token)
    assert actor is not None
    assert actor.powers == {"see"}
    assert actor.name == "Ann (notebook)"
    revoke_token(actor=owner(), token=colleagues.own_tokens(owner())[0].id)
    assert facade.actor_by_token(token) is None


def test_an_analyst_makes_no_tokens() -> None:
    with pytest.raises(Forbidden):
        make_token(actor=colleague("analyst"), name="notebook", scopes=["read"])
