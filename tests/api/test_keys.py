"""Once is once: the same key with the same request does nothing again and gives the same answer."""

from __future__ import annotations

import pytest

from tests.api.calls import Request, send
from tests.api.house import House, happened
from tests.api.requests import SAMPLES, keyed

pytestmark = pytest.mark.row("P1")


@pytest.mark.parametrize("address", keyed(), ids=" ".join)
def test_the_same_key_and_request_give_the_stored_answer(house: House, address: tuple[str, str]) -> None:
    sample = SAMPLES[address]
    assert sample.other is not None, "an address that takes a key needs a second request here"
    request, other = sample.make(house), sample.other(house)
    first = send(request, house.ann_token, key="k-1")
    assert first.status in (200, 201, 202, 204)
    after = happened()
    again = send(request, house.ann_token, key="k-1")
    assert (again.status, again.body) == (first.status, first.body)
    assert happened() == after
    refused = send(other, house.ann_token, key="k-1")
    assert (refused.status, refused.body["code"]) == (409, "key_reused")
    assert happened() == after


def test_another_key_is_another_request(house: House) -> None:
    request = Request("POST", "", {"name": "Cocoa"})
    slugs = [send(request, house.ann_token, key=key).body["slug"] for key in ("one", "two", "one")]
    assert slugs == ["cocoa", "cocoa-2", "cocoa"]


def test_a_key_belongs_to_whoever_used_it(house: House) -> None:
    request = Request("POST", "", {"name": "Cocoa"})
    assert send(request, house.ann_token, key="mine").body["slug"] == "cocoa"
    assert send(request, house.zoe_token, key="mine").body["slug"] == "cocoa-2"


def test_a_key_has_its_limits(house: House) -> None:
    answer = send(Request("POST", "", {"name": "Cocoa"}), house.ann_token, key="k" * 201)
    assert (answer.status, answer.body["field"]) == (422, "header.Idempotency-Key")
