"""A member buys on the phone, and those who run the shop deliver; a part goes back."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import User
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.handlers import HANDLERS
from qunli.domains.members.tests.conftest import host
from qunli.domains.payments import facade as payments
from qunli.kit.money import Money
from qunli.portal.tests.test_member_pages import inside, read

__all__ = ["host"]
pytestmark = pytest.mark.row("M1")
EARN = "/c/tea/earn/"
OFFER = {
    "kind": "product", "title": "Longjing <b>tea</b>", "text": "From the hill.", "next_step": "Sent within two days.",
    "currency": "CNY", "shipping": "12", "refund_days": "14", "most_each": "",
    "v_id": ["", ""], "v_variant": ["Tin", "Bag"], "v_price": ["88", "40"], "v_special": ["66.60", ""],
    "v_until": ["2099-12-31", ""], "v_stock": ["1", ""],
}  # fmt: skip
HOME = {"address_name": "Mei", "address_phone": "139", "address_lines": "1 Tea Street"}


@pytest.fixture
def keeper(host: Actor) -> Client:
    """Somebody who runs the shop."""
    client = Client()
    client.force_login(User.objects.first(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def tea(host: Actor, keeper: Client) -> commerce.OfferView:
    """Written, pictured and put on sale by its pages."""
    page = keeper.post(f"{EARN}offers/new/", OFFER).headers["Location"]
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "#2a6").save(out, "PNG")
    assert keeper.post(f"{page}pictures/", {"image": SimpleUploadedFile("t.png", out.getvalue())}).status_code == 302
    keeper.post(f"{page}state/", {"state": "on_sale"})
    [found], _total = commerce.offers(host)
    return found


def test_the_shop_shows_what_is_on_sale(host: Actor, keeper: Client, tea: commerce.OfferView) -> None:
    client, _mei = inside(host, "Mei")
    page = read(client.get("/m/tea/shop/"))
    assert ("Longjing &lt;b&gt;" in page, "from CN¥40.00" in page) == (True, True)
    assert "Nothing fits" in read(client.get("/m/tea/shop/?q=coffee"))
    picture = client.get(f"/m/tea/shop/pictures/{tea.pictures[0]}-small.jpg")
    assert picture.headers["Content-Type"] == "image/jpeg"
    one = read(client.get(f"/m/tea/shop/{tea.id}/"))
    assert ("CN¥66.60" in one, "1 left" in one, "Sent within two days." in one) == (True, True, True)
    again = keeper.get(f"{EARN}offers/{tea.id}/")
    assert ('value="2099-12-31"' in read(again), 'value="66.60"' in read(again)) == (True, True)


def test_from_the_shop_to_the_parcel_and_back(host: Actor, keeper: Client, tea: commerce.OfferView) -> None:
    client, mei = inside(host, "Mei")
    shop = f"/m/tea/shop/{tea.id}/"
    given = {"variant": tea.variants[0].id, "count": "1", "key": "once", **HOME}
    assert client.post(shop, given | {"address_lines": ""}).status_code == 422
    order = client.post(shop, given).headers["Location"]
    assert client.post(shop, given).headers["Location"] == order
    assert commerce.own_orders(mei)[1] == 1
    assert "CN¥78.60 are still to be paid" in read(client.get(order))
    other, _lin = inside(host, "Lin")
    assert "Sold out." in read(other.post(shop, given | {"key": "two"}))
    [asked] = payments.open_intents(mei)
    payments.confirm(actor=host, intent=asked.id, amount=Money(7_860, "CNY"), key="k")
    dispatch(HANDLERS)
    assert "Sent within two days." in read(client.get(order))
    desk = order.replace("/m/tea/orders/", f"{EARN}orders/")
    line = commerce.order(host, asked.order or 0).lines[0].id
    assert "1 to deliver" in read(keeper.get(f"{EARN}orders/"))
    keeper.post(desk, {"deed": "deliver", "line": line, "how": "SF 1234", "key": "d"})
    assert "SF 1234" in read(client.get(order))
    client.post(order, {"deed": "receive", "line": line})
    assert "can still say that something is wrong" in read(client.get(order))
    client.post(order, {"deed": "complain", "text": "It is <i>stale</i>"})
    seen = read(keeper.get(desk))
    assert ("&lt;i&gt;stale" in seen, "Until you answer" in seen) == (True, True)
    wrong = keeper.post(desk, {"deed": "refund", f"back-{line}": "9999", "why": "stale", "key": "r"})
    assert wrong.status_code == 422
    keeper.post(desk, {"deed": "refund", f"back-{line}": "6.60", "why": "stale", "key": "r2"})
    dispute = commerce.order(host, asked.order or 0).disputes[0].id
    keeper.post(desk, {"deed": "settle", "dispute": dispute, "answer": "A part is back"})
    page = read(client.get(order))
    assert ("CN¥6.60 given back." in page, "A part is back" in page) == (True, True)
    assert [one.amount.minor for one in payments.own_payouts(mei)] == [660]
    table = b"".join(keeper.get(f"{EARN}orders.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "78.60" in table
    assert other.get(order).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("currency", "GOLD"), ("v_price", ["ten", "4"]), ("v_stock", ["-1", ""]), ("refund_days", "900"),
     ("v_special", ["99", ""]), ("v_variant", ["Tin", "Tin"]), ("kind", "wonder"), ("most_each", "0")],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_sent_back_as_typed(host: Actor, keeper: Client, field: str, value: object) -> None:
    answer = keeper.post(f"{EARN}offers/new/", OFFER | {field: value})
    assert (answer.status_code, 'role="alert"' in read(answer)) == (422, True)
    assert "From the hill." in read(answer)
    assert commerce.offers(host)[1] == 0


@pytest.mark.row("M12")
def test_a_coupon_is_made_used_and_ended(host: Actor, keeper: Client, tea: commerce.OfferView) -> None:
    coupons = f"{EARN}coupons/"
    given = {"code": "tea ten", "off": "percent", "amount": "10", "currency": "CNY", "most_each": "1"}
    assert keeper.post(coupons, given | {"amount": "200"}).status_code == 422
    assert keeper.post(coupons, given).status_code == 302
    client, mei = inside(host, "Mei")
    order = {"variant": tea.variants[1].id, "count": "2", "coupon": "TEATEN", "key": "c", **HOME}
    wrong = client.post(f"/m/tea/shop/{tea.id}/", order | {"coupon": "NONE"})
    assert (wrong.status_code, "no such coupon" in read(wrong)) == (422, True)
    client.post(f"/m/tea/shop/{tea.id}/", order)
    [one], _total = commerce.own_orders(mei)
    assert (one.goods.minor, one.discount.minor, one.total.minor) == (8_000, 800, 8_400)
    [made], _total = commerce.coupons(host)
    keeper.post(f"{coupons}{made.id}/")
    assert not commerce.coupons(host)[0][0].live
