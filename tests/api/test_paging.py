"""Lists come page by page, and errors have one form."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.calls import Answer, Request, get, send
from tests.api.house import House
from tests.api.requests import addresses

pytestmark = pytest.mark.row("P1")
PAGED = [path for (_method, path), one in addresses().items() if "offset" in str(one.get("parameters"))]


def names(answer: Answer) -> list[str]:
    return [one["name"] for one in answer.body["items"]]


def test_pages_together_are_the_list(house: House) -> None:
    first = get("/tea/members?limit=3", house.ann_token)
    second = get("/tea/members?limit=3&offset=3", house.ann_token)
    assert (names(first), names(second)) == (["Bo", "Cy", "Di"], ["Ed"])
    assert first.body["total"] == second.body["total"] == 4
    assert names(get("/tea/members?offset=4", house.ann_token)) == []
    assert names(get("/tea/members?q=d", house.ann_token)) == ["Di", "Ed"]


def test_these_lists_have_pages() -> None:
    assert sorted(PAGED) == [
        "/{slug}/applications",
        "/{slug}/directory",
        "/{slug}/feedback",
        "/{slug}/imports",
        "/{slug}/imports/{history}/skipped",
        "/{slug}/invitations",
        "/{slug}/ledger/accounts",
        "/{slug}/members",
        "/{slug}/packets",
        "/{slug}/payments",
        "/{slug}/payouts",
        "/{slug}/polls",
        "/{slug}/portraits",
        "/{slug}/proposals/decided",
        "/{slug}/questions",
        "/{slug}/shop/coupons",
        "/{slug}/shop/offers",
        "/{slug}/shop/orders",
    ]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "offset=-1", "offset=99999999999"])
def test_a_page_that_cannot_be_is_refused(house: House, query: str) -> None:
    for path in PAGED:
        answer = get(path.format(slug="tea", history=house.done) + f"?{query}", house.ann_token)
        assert (path, answer.status, answer.body["code"]) == (path, 422, "invalid")
        assert answer.body["field"] == "query." + query.partition("=")[0]


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        (Request("GET", "/tea/nonsense"), 404, "not_found"),
        (Request("PUT", "/tea"), 405, "method_not_allowed"),
        (Request("POST", "", raw=b"{"), 400, "invalid"),
        (Request("POST", "", {"purpose": "x"}), 422, "invalid"),
        (Request("POST", "", {"name": " "}), 422, "invalid"),
        (Request("POST", "", {"name": "a\x00b"}), 422, "invalid"),
        (Request("GET", f"/tea/members/{2**63}"), 422, "invalid"),
        (Request("GET", "/tea/members?q=%00"), 422, "invalid"),
        (Request("GET", "/te%20a"), 422, "invalid"),
    ],
    ids=["address", "method", "no JSON", "field missing", "nameless", "NUL", "id", "NUL in a search", "slug"],
)
def test_every_error_has_the_form_that_is_declared(house: House, request_: Request, status: int, code: str) -> None:
    answer = send(request_, house.ann_token)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert set(answer.body) == {"code", "detail", "field"}
    assert answer.headers["Content-Type"].startswith("application/json")


def test_a_refusal_speaks_the_readers_language(house: House) -> None:
    answer = Client().get("/api/v1/nonsense", headers={"Accept-Language": "zh-hans"})
    assert answer.json()["detail"] == "这个地址没有内容。"
