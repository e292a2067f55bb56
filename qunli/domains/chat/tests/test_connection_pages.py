"""An operator connects a chat in the browser, sees how it is doing, links a group and stops it."""

from __future__ import annotations

import base64
import hmac
import time

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat.models import Connection, Deed, Group, Update

pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]
IN = "/c/tea/gather/chats/"
SECRET = "a-secret-of-at-least-twenty-letters"


@pytest.fixture
def client(host: Actor) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def connect(client: Client) -> str:
    filled = {"address": "http://127.0.0.1:9/", "secret": SECRET, "name": "Mine"}
    return str(client.post(f"{IN}new/webhook/", filled).headers["Location"])


def test_a_webhook_is_connected_linked_stopped_and_removed(client: Client, host: Actor) -> None:
    assert "No chat is connected yet" in client.get(IN).content.decode()
    page = connect(client)
    shown = client.get(page).content.decode()
    assert "connecting" in shown
    assert SECRET not in shown
    client.post(f"{page}change/", {"what": "link", "external_id": "room-1", "admits": "on"})
    with tenancy.within(host.here):
        group = Group.objects.get(platform="webhook")
        assert (group.external_id, group.admits, Deed.objects.get().kind) == ("room-1", True, "members")
    client.post(f"{page}change/", {"what": "stop"})
    assert "stopped" in client.get(page).content.decode()
    client.post(f"{page}change/", {"what": "remove"})
    with tenancy.within(host.here):
        assert Connection.objects.count() == 0


def test_a_field_left_empty_is_named_and_nothing_is_kept(client: Client, host: Actor) -> None:
    assert "This field is required" in client.post(f"{IN}new/webhook/", {"secret": "x"}).content.decode()
    with tenancy.within(host.here):
        assert Connection.objects.count() == 0


def test_what_is_pushed_is_stored_before_it_is_answered_and_forged_requests_are_not(
    client: Client, host: Actor
) -> None:
    connect(client)
    with tenancy.within(host.here):
        token = Connection.objects.get().token
    body, address = b'{"updates": [{"met": {"chat": {"id": "1", "name": "Tea"}}}]}', f"/hooks/tea/{token}/"
    moment = int(time.time())
    signature = base64.b64encode(hmac.digest(SECRET.encode(), f"u1.{moment}.".encode() + body, "sha256")).decode()
    signed = {
        "HTTP_WEBHOOK_ID": "u1",
        "HTTP_WEBHOOK_TIMESTAMP": str(moment),
        "HTTP_WEBHOOK_SIGNATURE": f"v1,{signature}",
    }
    stranger = Client()
    for _ in range(2):
        assert stranger.post(address, body, content_type="application/json", **signed).status_code == 200
    assert stranger.post(address, body + b" ", content_type="application/json", **signed).status_code == 403
    assert stranger.post("/hooks/tea/guessed/", body, content_type="application/json", **signed).status_code == 404
    with tenancy.within(host.here):
        assert list(Update.objects.values_list("external_id", flat=True)) == ["u1:0"]
