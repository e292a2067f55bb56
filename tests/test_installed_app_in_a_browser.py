"""The installed app in Chromium: it opens without a connection, sends what waited, and forgets at the right moments."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.push_service import Browser as PushedTo
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.portal.views import install
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow, pytest.mark.row("P1")]
KEPT = """async () => {
  const caught = (await caches.keys()).map(async (one) => (await caches.open(one)).keys());
  return (await Promise.all(caught)).flat().map((one) => new URL(one.url).pathname);
}"""


@pytest.fixture
def phone(host: Actor, browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=str(live_server))
    yield context
    context.close()


@pytest.fixture
def ann(host: Actor, phone: BrowserContext, live_server: object) -> Talker:
    """A member whose phone it is."""
    user = User.objects.create_user("ann@example.org", "a-long-enough-passphrase")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = str(client.cookies["qunli_session"].value)
    phone.add_cookies([{"name": "qunli_session", "value": session, "url": str(live_server)}])
    return admitted(host, "Ann", user.id)


def opened(phone: BrowserContext, hall: int) -> Page:
    """The group's page, with the worker at work and the page kept."""
    page = phone.new_page()
    page.goto(f"/m/tea/groups/{hall}/")
    until(lambda: {f"/m/tea/groups/{hall}/", "/static/portal/talk/wire.js"} <= set(page.evaluate(KEPT)))
    return page


def until(holds: Callable[[], bool]) -> None:
    """Wait for what a worker does beside the page."""
    end = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def hall(host: Actor, ann: Talker) -> int:
    hall = chat.open_group(actor=host, name="Hall")
    chat.open_group(actor=host, name="Kitchen")
    take_in(host, says(ann, hall, "Oolong at noon"))
    return hall


def test_without_a_connection_the_app_opens_with_the_group_as_it_was(phone: BrowserContext, hall: int) -> None:
    page = opened(phone, hall)
    phone.set_offline(True)
    page.reload()
    expect(page.locator("#talk")).to_contain_text("Oolong at noon")
    page.fill("#text", "I am in the tunnel")
    page.click("#say button[type=submit]")
    expect(page.locator(".state.offline")).to_have_text("Waits until you are online.")
    page.goto("/m/tea/people/")
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.locator("#kept a")).to_have_text(["Hall"])
    expect(page.locator("#waits")).to_contain_text("1 ")
    page.click("#kept a")
    expect(page.locator(".state.offline")).to_have_count(1)
    phone.set_offline(False)
    page.wait_for_function("() => document.body.dataset.kept === undefined")
    assert not wrong_with(phone.new_page(), "/m/tea/offline/")


def test_after_an_upgrade_nothing_of_the_old_version_is_kept(
    phone: BrowserContext, hall: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(phone, hall)
    before = page.evaluate("caches.keys()")
    monkeypatch.setattr(install, "_version", lambda: "another")
    page.reload()
    assert before != ["qunli /m/tea/ another"]
    until(lambda: bool(page.evaluate("caches.keys()") == ["qunli /m/tea/ another"]))
    until(lambda: f"/m/tea/groups/{hall}/" in page.evaluate(KEPT))


def test_somebody_removed_keeps_nothing(phone: BrowserContext, host: Actor, ann: Talker, hall: int) -> None:
    page = opened(phone, hall)
    members.remove_member(actor=host, person=ann.person)
    page.goto(f"/m/tea/groups/{hall}/")
    until(lambda: not any("/groups/" in one for one in page.evaluate(KEPT)))
    phone.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(f"/m/tea/groups/{hall}/")


def test_signing_out_empties_the_browser(phone: BrowserContext, hall: int, ann: Talker) -> None:
    page = opened(phone, hall)
    page.evaluate("localStorage.setItem('qunli-outbox-1-1', '[]')")
    page.goto("/m/tea/me/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    state: dict[str, Any] = page.evaluate(
        "async () => ({caches: (await caches.keys()).length, stored: localStorage.length,"
        " workers: (await navigator.serviceWorker.getRegistrations()).length})"
    )
    assert state == {"caches": 0, "stored": 0, "workers": 0}


SHOWN = """async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return shown.map((one) => [one.title, one.body, one.tag]);
}"""


def test_a_notice_is_shown_by_the_worker_and_not_while_the_group_is_looked_at(
    phone: BrowserContext, hall: int, live_server: object
) -> None:
    phone.grant_permissions(["notifications"], origin=str(live_server))
    page = opened(phone, hall)
    devices = phone.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    devices.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
    devices.send("ServiceWorker.enable")
    until(lambda: bool(page.evaluate("true") and found))

    def bring(body: str, group: int) -> None:
        said = {"title": "Hall · Tea", "body": body, "tag": f"group-{group}", "url": f"/m/tea/groups/{group}/"}
        given = {"origin": str(live_server), "registrationId": found[0]["registrationId"], "data": json.dumps(said)}
        devices.send("ServiceWorker.deliverPushMessage", given)

    bring("Bo: looked at", hall)
    for body in ("Bo: elsewhere", "Bo: later"):
        bring(body, hall + 1)
        until(lambda body=body: any(one[1] == body for one in page.evaluate(SHOWN)))  # type: ignore[misc]
        assert page.evaluate(SHOWN) == [["Hall · Tea", body, f"group-{hall + 1}"]]


def test_a_device_asks_to_be_told_with_the_communitys_key(
    phone: BrowserContext, ann: Talker, hall: int, live_server: object
) -> None:
    """No push service can be reached from here; what the browser would be given stands in for it."""
    phone.grant_permissions(["notifications"], origin=str(live_server))
    keys = json.dumps(PushedTo().keys())
    phone.add_init_script(
        "let held = null; const make = (how) => ({ endpoint: 'https://push.example.org/1',"
        " options: { applicationServerKey: how.applicationServerKey.buffer },"
        " unsubscribe: async () => { held = null; },"
        f" toJSON: () => ({{ endpoint: 'https://push.example.org/1', keys: {keys} }}) }});"
        "PushManager.prototype.getSubscription = async () => held;"
        "PushManager.prototype.subscribe = async (how) => { globalThis.asked = how; return (held = make(how)); };"
    )
    page = phone.new_page()
    page.goto("/m/tea/me/told/")
    page.click("#tell-me")
    expect(page.locator("#device-state")).to_have_text("This device is told.")
    assert page.evaluate("[asked.userVisibleOnly, asked.applicationServerKey.length]") == [True, 65]
    assert chat.own_choice(ann.actor).browsers == 1
    page.click("#tell-me-not")
    expect(page.locator("#device-state")).to_have_text("This device is not told anything yet.")
    assert chat.own_choice(ann.actor).browsers == 0


@pytest.mark.parametrize(("width", "language", "scheme"), [(390, "zh-hans", "dark"), (1280, "en", "light")])
def test_what_i_am_told_makes_nobody_stumble(
    phone: BrowserContext, hall: int, live_server: object, width: int, language: str, scheme: Any
) -> None:
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    phone.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])
    assert wrong_with(page, "/m/tea/me/told/") == []
    if place := os.environ.get("PUSH_PICTURES"):
        page.screenshot(path=f"{place}/told-{width}-{language}.png", full_page=True)
