"""The books in the console: read, written into and taken out."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.communities.tests.founded import host
from qunli.domains.ledger import facade as ledger

__all__ = ["host"]
pytestmark = pytest.mark.row("M13")
BOOKS = "/c/tea/earn/ledger/"
RENT = {
    "source": "cost:rent", "target": "rail:bank", "amount": "99.50", "currency": "CNY", "note": "Room <b>5</b>",
    "happened": "2026-05-31", "key": "once",
}  # fmt: skip


@pytest.fixture
def client(host: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def left(actor: Actor, address: str) -> int:
    with tenancy.within(actor.here):
        return ledger.balance(address, "CNY").minor


def test_without_a_movement_the_page_says_what_will_stand_there(client: Client) -> None:
    assert client.get("/c/tea/earn/").headers["Location"] == "/c/tea/earn/orders/"
    assert "Nothing is in the books" in text(client, BOOKS)
    assert "No such account" in text(client, f"{BOOKS}accounts/?q=member:")


def test_a_cost_is_written_once_however_often_the_button_is_pressed(client: Client, host: Actor) -> None:
    for _press in range(2):
        assert client.post(f"{BOOKS}new/", RENT).headers["Location"] == BOOKS
    assert left(host, "cost:rent") == -9_950
    page = text(client, BOOKS)
    assert ("CN¥99.50" in page, "adds up" in page, "&lt;b&gt;5&lt;/b&gt;" in page) == (True, True, True)
    account = ledger.accounts(host, search="cost")[0][0].id
    statement = text(client, f"{BOOKS}accounts/{account}/")
    assert ("rail:bank" in statement, "-CN¥99.50" in statement) == (True, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount", "ten"), ("amount", "1.234"), ("amount", "0"), ("currency", "GOLD"), ("source", "rent"),
     ("target", "cost:rent"), ("note", " "), ("happened", "2999-01-01"), ("happened", "yesterday")],
)  # fmt: skip
def test_what_cannot_be_right_is_said_and_what_was_typed_stays(
    client: Client, host: Actor, field: str, value: str
) -> None:
    answer = client.post(f"{BOOKS}new/", RENT | {field: value})
    page = answer.content.decode()
    assert (answer.status_code, 'role="alert"' in page, "Room &lt;b&gt;5" in page or field == "note") == (
        422,
        True,
        True,
    )
    assert left(host, "cost:rent") == 0


def test_the_books_stand_as_they_did_on_an_evening(client: Client) -> None:
    client.post(f"{BOOKS}new/", RENT)
    assert "CN¥99.50" in text(client, f"{BOOKS}?until=2026-05-31")
    assert "Nothing is in the books" in text(client, f"{BOOKS}?until=2026-05-30")
    assert client.get(f"{BOOKS}?until=soon").status_code == 422


def test_everything_can_be_taken_out(client: Client) -> None:
    client.post(f"{BOOKS}new/", RENT)
    for form, begins in {"csv": "\ufefftransfer,", "beancount": 'option "title" "Tea"', "hledger": "; Tea"}.items():
        answer = client.get(f"/c/tea/earn/ledger.{form}")
        body = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        assert (body.startswith(begins), "99.50" in body) == (True, True)
    assert client.get("/c/tea/earn/ledger.exe").status_code == 404
