"""A member pays by hand and takes money out; those who look after the money see and decide it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.members.tests.conftest import host
from qunli.domains.payments import facade as payments
from qunli.portal.tests.test_member_pages import inside, read

__all__ = ["host"]
pytestmark = pytest.mark.row("M11")
EARN = "/c/tea/earn/"


@pytest.fixture
def desk(host: Actor) -> Client:
    """Somebody who looks after the money, in a community that members can pay."""
    client = Client()
    client.force_login(User.objects.first(), backend="django.contrib.auth.backends.ModelBackend")
    said = {"form": "manual", "words": "Bank of Tea 123", "on": "on"}
    assert client.post(f"{EARN}payments/set-up/", said).status_code == 302
    terms = {"form": "terms", "currency": "CNY", "withdrawals": "on", "least": "5", "most_a_day": "100"}
    assert client.post(f"{EARN}payments/set-up/", terms).status_code == 302
    return client


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "#2a6").save(out, "PNG")
    return SimpleUploadedFile("proof.png", out.getvalue())


def test_a_member_tops_up_proves_it_and_the_desk_confirms(host: Actor, desk: Client) -> None:
    client, mei = inside(host, "Mei")
    assert "Nothing in it" in read(client.get("/m/tea/wallet/"))
    wrong = client.post("/m/tea/wallet/top-up/", {"amount": "a lot"})
    assert (wrong.status_code, "12.50" in read(wrong)) == (422, True)
    pay = client.post("/m/tea/wallet/top-up/", {"amount": "88.80"}).headers["Location"]
    page = read(client.get(pay))
    [asked] = payments.open_intents(mei)
    assert ("Bank of Tea 123" in page, "CN¥88.80" in page, asked.reference in page) == (True, True, True)
    assert client.post(pay, {"note": ""}).status_code == 422
    assert client.post(pay, {"image": picture(), "note": "card 1"}).status_code == 302
    seen = read(desk.get(f"{EARN}payments/?which=look"))
    assert ("Mei" in seen, "to look at" in seen) == (True, True)
    one = f"{EARN}payments/{asked.id}/"
    [proof] = payments.intent(mei, asked.id).proofs
    assert desk.get(f"{EARN}payments/proofs/{proof.id}.jpg").headers["Content-Type"] == "image/jpeg"
    for _press in range(2):
        assert desk.post(one, {"deed": "confirm", "amount": "88.80", "key": "k"}).status_code == 302
    assert "CN¥88.80" in read(client.get("/m/tea/wallet/"))
    assert "came in. Thank you" in read(client.get(pay))
    assert "CN¥88.80" in read(client.get("/m/tea/wallet/CNY/"))
    assert client.get("/m/tea/wallet/GOLD/").status_code == 404


def test_a_withdrawal_goes_from_page_to_page(host: Actor, desk: Client) -> None:
    client, mei = inside(host, "Mei")
    asked = payments.top_up(actor=mei, amount=payments.terms(host.here).least * 10, title="x")
    payments.confirm(actor=host, intent=asked, amount=payments.terms(host.here).least * 10, key="k")
    given = {"currency": "CNY", "amount": "20", "to": "Bank of Mei <b>8</b>", "key": "one"}
    for _press in range(2):
        assert client.post("/m/tea/wallet/withdraw/", given).status_code == 302
    assert client.post("/m/tea/wallet/withdraw/", given | {"amount": "1", "key": "two"}).status_code == 422
    [out] = payments.own_payouts(mei)
    page = read(desk.get(f"{EARN}payouts/"))
    assert ("&lt;b&gt;8&lt;/b&gt;" in page, "1 to approve" in page) == (True, True)
    desk.post(f"{EARN}payouts/{out.id}/", {"deed": "approve"})
    assert "Keep it in my wallet" not in read(client.get("/m/tea/wallet/"))
    desk.post(f"{EARN}payouts/{out.id}/", {"deed": "sent", "external": "TT 5"})
    assert payments.own_payouts(mei)[0].state == "sent"
    table = b"".join(desk.get(f"{EARN}payments.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert ("TT 5" in table, "-20.00" in table) == (True, True)


def test_mistakes_are_put_right_with_a_reason(host: Actor, desk: Client) -> None:
    client, mei = inside(host, "Mei")
    asked = payments.top_up(actor=mei, amount=payments.terms(host.here).least, title="x")
    one = f"{EARN}payments/{asked}/"
    proof = payments.prove(actor=mei, intent=asked, note="paid")
    assert desk.post(one, {"deed": "refuse", "proof": proof, "why": ""}).status_code == 422
    desk.post(one, {"deed": "refuse", "proof": proof, "why": "Not on the account"})
    assert "Not on the account" in read(client.get(f"/m/tea/pay/{asked}/"))
    desk.post(one, {"deed": "confirm", "amount": "5", "key": "k"})
    arrival = payments.arrivals(host, intent=asked)[0].id
    desk.post(one, {"deed": "undo", "arrival": arrival, "why": "Another Mei"})
    assert "never came" in read(desk.get(one))
    assert payments.open_intents(mei)[0].missing.minor == 500


def test_nobody_reads_anothers_money(host: Actor, desk: Client) -> None:
    _client, mei = inside(host, "Mei")
    other, _lin = inside(host, "Lin")
    asked = payments.top_up(actor=mei, amount=payments.terms(host.here).least, title="x")
    assert other.get(f"/m/tea/pay/{asked}/").status_code == 404
    assert other.get(f"{EARN}payments/").status_code == 404
    payments.prove(actor=mei, intent=asked, note="paid")
    assert other.get(f"/m/tea/pay/proofs/{payments.intent(mei, asked).proofs[0].id}.jpg").status_code == 404
