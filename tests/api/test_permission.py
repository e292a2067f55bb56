"""Who may do what over the API: the token's scopes and its owner's role, whichever is less."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qunli.core.models import User
from qunli.domains.communities.models import ApiToken
from qunli.domains.communities.powers import BY_ROLE, SCOPES
from tests.api.calls import Request, get, send
from tests.api.house import House, happened, token_of
from tests.api.requests import SAMPLES, addresses

pytestmark = [pytest.mark.row("P1"), pytest.mark.slow, pytest.mark.database]
NOBODY = {"code": "unauthorized", "detail": "Send a valid token: Authorization: Bearer qunli_…", "field": None}


def test_every_address_has_its_line_in_the_table() -> None:
    assert set(SAMPLES) == set(addresses())


def test_a_token_does_what_both_its_scope_and_its_owners_role_allow(house: House) -> None:
    tokens = {(role, scope): token_of(role, scope) for role in BY_ROLE for scope in SCOPES}
    for address, sample in SAMPLES.items():
        request = sample.make(house)
        before = happened()
        for (role, scope), token in tokens.items():
            if sample.power not in BY_ROLE[role] & SCOPES[scope]:
                assert (address, role, scope, send(request, token).status) == (address, role, scope, 403)
        assert happened() == before


def test_every_address_answers_the_least_token_that_may(house: House) -> None:
    for address, sample in SAMPLES.items():
        role, scope = next(
            (role, scope)
            for role in ("analyst", "manager", "owner")
            for scope in SCOPES
            if sample.power in BY_ROLE[role] & SCOPES[scope]
        )
        token = token_of(role, scope)
        assert (address, send(sample.make(house), token).status // 100) == (address, 2)


def test_a_refusal_says_why(house: House) -> None:
    answer = send(Request("POST", "", {"name": "Cocoa"}), token_of("analyst", "write"))
    assert answer.body == {
        "code": "forbidden",
        "detail": "Only owners and managers can create or describe a community.",
        "field": None,
    }


def test_without_a_token_nothing_is_answered(house: House) -> None:
    for address, sample in SAMPLES.items():
        request = sample.make(house)
        before = happened()
        answer = send(request)
        assert (address, answer.status, answer.body) == (address, 401, NOBODY)
        assert send(request, "qunli_invented").status == 401
        assert happened() == before


def test_a_token_that_was_revoked_or_ran_out_opens_nothing(house: House) -> None:
    assert get("", house.ann_token).status == 200
    ApiToken.objects.filter(name="ann").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert get("", house.ann_token).status == 401
    assert get("", house.zoe_token).status == 200
    ApiToken.objects.filter(name="zoe").update(revoked_at=timezone.now())
    assert get("", house.zoe_token).status == 401


def test_a_token_ends_with_its_owners_account(house: House) -> None:
    User.objects.filter(email="ann@example.org").update(is_active=False)
    assert get("", house.ann_token).status == 401


def test_the_documentation_is_open_and_the_data_is_not(house: House) -> None:
    stranger = Client()
    assert stranger.get("/api/v1/docs").status_code == 200
    assert stranger.get("/api/v1/openapi.json").json()["info"]["title"] == "Qunli"
    assert stranger.get("/api/v1/communities").status_code == 401
