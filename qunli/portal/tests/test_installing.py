"""A community on the phone as an app of its own: what a browser is told about it, and what it may keep."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members.tests.conftest import host

__all__ = ["host"]
pytestmark = pytest.mark.row("P1")


def test_a_guest_may_ask_for_the_manifest_and_it_looks_like_the_community(host: Actor) -> None:
    communities.dress(actor=host, slogan="Brew slowly", colour="#27715f", gifts="")
    answer = Client().get("/m/tea/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert (said["name"], said["description"], said["theme_color"]) == ("Tea", "Brew slowly", "#27715f")
    assert said["id"] == said["start_url"] == said["scope"] == "/m/tea/"
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        ("192x192", "any"), ("192x192", "maskable"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    icon = Client().get(said["icons"][0]["src"])
    with Image.open(io.BytesIO(icon.content)) as drawn:
        assert (drawn.format, drawn.size, drawn.convert("RGB").getpixel((2, 2))) == ("PNG", (192, 192), (39, 113, 95))


def test_there_are_icons_of_two_sizes_only(host: Actor) -> None:
    assert Client().get("/m/tea/icon-4096.png").status_code == 404


def test_the_worker_reaches_its_own_community_and_says_which_version_it_is(host: Actor) -> None:
    answer = Client().get("/m/tea/worker.js")
    first = answer.content.decode().splitlines()[0]
    assert first.startswith('const VERSION = "')
    assert first.endswith('HOME = "/m/tea/";')
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_the_page_without_a_connection_tells_nothing_of_a_member(host: Actor, client: Client) -> None:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/m/tea/offline/")
    assert page.status_code == 200
    assert b"No connection" in page.content
    assert client.get("/m/nowhere/offline/").status_code == 404


def test_who_signs_out_leaves_nothing_in_the_browser(host: Actor, client: Client) -> None:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    left = client.post("/accounts/logout/")
    assert left.headers["Clear-Site-Data"] == '"storage"'
    assert left.wsgi_request.user.is_anonymous
