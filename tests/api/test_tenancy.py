"""Two operators on one installation: what is the other's is not there."""

from __future__ import annotations

import dataclasses

import pytest

from tests.api.calls import get, send
from tests.api.house import House, happened
from tests.api.requests import SAMPLES

pytestmark = pytest.mark.row("P1")
ABSENT = {"code": "not_found", "detail": "There is nothing here, or it is not yours to see.", "field": None}
OF_A_COMMUNITY = [address for address in SAMPLES if "{slug}" in address[1]]
OF_A_THING = [address for address in SAMPLES if address[1].count("{") == 2]


def test_another_operators_community_is_not_found(house: House) -> None:
    for address in OF_A_COMMUNITY:
        request = SAMPLES[address].make(house)
        before = happened()
        answer = send(request, house.zoe_token)
        assert (address, answer.status, answer.body) == (address, 404, ABSENT)
        assert happened() == before


def test_a_thing_of_another_community_is_not_found_in_ones_own(house: House) -> None:
    for address in OF_A_THING:
        request = SAMPLES[address].make(house)
        before = happened()
        at_home = dataclasses.replace(request, path=request.path.replace("/tea/", "/coffee/"))
        answer = send(at_home, house.zoe_token)
        assert (address, answer.status, answer.body) == (address, 404, ABSENT)
        assert happened() == before


def test_somebody_elses_member_is_no_partner_for_a_merge(house: House) -> None:
    request = SAMPLES["POST", "/{slug}/members/{person}/merge"].make(house)
    answer = send(dataclasses.replace(request, body={"other": house.far}), house.ann_token)
    assert (answer.status, answer.body) == (404, ABSENT)


def test_each_sees_their_own(house: House) -> None:
    assert [one["slug"] for one in get("", house.ann_token).body] == ["tea"]
    assert [one["slug"] for one in get("", house.zoe_token).body] == ["coffee"]
    assert [one["name"] for one in get("/tea/members", house.ann_token).body["items"]] == ["Bo", "Cy", "Di", "Ed"]
    assert [one["name"] for one in get("/coffee/members", house.zoe_token).body["items"]] == ["Cy", "Di", "Ed", "Flo"]
