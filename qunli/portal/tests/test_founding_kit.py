"""Colours, logo, gallery and cards of a community, as its members see them."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.portal.tests.phones import come_in, picture

__all__ = ["host"]


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.row("F7")
def test_the_community_dresses_its_pages_in_colours_that_can_be_read(host: Actor) -> None:
    communities.dress(actor=host, slogan="Leaf first", colour="#a3471f")
    communities.put_logo(actor=host, data=picture("PNG"))
    guest = Client()
    sheet = guest.get("/m/tea/kit.css")
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert b"--brand: #a3471f; --brand-ink: #ffffff;" in sheet.content
    page = guest.get("/m/tea/door/").content.decode()
    assert "Leaf first" in page
    assert "/m/tea/logo.png" in page
    logo = Image.open(io.BytesIO(guest.get("/m/tea/logo.png").content))
    assert (logo.format, max(logo.size), dict(logo.getexif())) == ("PNG", 512, {})


@pytest.mark.row("F7")
def test_a_member_adds_a_picture_that_others_see_once_it_was_looked_at(host: Actor) -> None:
    mei, lin = come_in(host), come_in(host, "Lin")
    upload = io.BytesIO(picture())
    upload.name = "loaf.jpg"
    assert mei.post("/m/tea/gallery/", {"image": upload, "caption": "My loaf"}).status_code == 302
    ((image,), total) = members.gallery(host, "waiting")
    assert total == 1
    path = f"/m/tea/gallery/{image.id}/large.jpg"
    assert [one.get(path).status_code for one in (mei, lin, Client())] == [200, 404, 302]
    assert b"somewhere secret" not in mei.get(path).content
    members.show_image(actor=host, image=image.id)
    assert lin.get(path).status_code == 200
    lin.post(f"/m/tea/gallery/{image.id}/", {"deed": "remove"})
    assert lin.get(path).status_code == 200
    lin.post(f"/m/tea/gallery/{image.id}/", {"deed": "report", "reason": "blurred"})
    assert [one.reports for one in members.gallery(host, "reported")[0]] == [1]
    mei.post(f"/m/tea/gallery/{image.id}/", {"deed": "remove"})
    assert lin.get(path).status_code == 404


@pytest.mark.row("F7")
def test_what_is_no_picture_is_refused(host: Actor) -> None:
    mei = come_in(host)
    upload = io.BytesIO(b"<svg onload=alert(1)>")
    upload.name = "loaf.jpg"
    answer = mei.post("/m/tea/gallery/", {"image": upload})
    assert "Choose a picture: PNG, JPEG, WebP or GIF." in answer.content.decode()
    assert members.gallery(host, "waiting") == ([], 0)


@pytest.mark.row("F7")
def test_a_members_card_is_drawn(host: Actor) -> None:
    phone = come_in(host, "Mei Zhou")
    card = phone.get("/m/tea/card.png")
    assert Image.open(io.BytesIO(card.content)).size == (506, 319)
    assert phone.get("/m/tea/card.pdf").content.startswith(b"%PDF")
    assert phone.get("/m/tea/card.exe").status_code == 404
