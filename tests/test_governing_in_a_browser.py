"""Rules, cases, the door, the chats and Today in Chromium, with much in them and with nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.ports import NoScreening
from qunli.domains.members.tests.conftest import host
from qunli.domains.moderation import facade as moderation
from qunli.domains.stewardship import facade as stewardship
from tests.governed import Governed, furnish
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def governed(host: Actor) -> Iterator[Governed]:
    yield furnish(host)
    chat.screen_with(NoScreening())


def opened(browser: Browser, client: Client, base: str, language: str = "en", **more: Any) -> BrowserContext:
    client.force_login(User.objects.order_by("id")[0], backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(**more)
    cookies = {"qunli_session": str(client.cookies["qunli_session"].value), "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context


@pytest.mark.row("P3")
@pytest.mark.parametrize(
    ("width", "language", "scheme"), [(390, "en", "light"), (1280, "zh-hans", "dark"), (390, "zh-hans", "dark")]
)
def test_no_page_makes_anybody_stumble(
    governed: Governed, browser: Browser, client: Client, live_server: object, width: int, language: str, scheme: str
) -> None:
    base = str(live_server)
    context = opened(browser, client, base, language, viewport={"width": width, "height": 900}, color_scheme=scheme)
    wrong = {}
    for path in governed.pages:
        page = context.new_page()
        # The server of these stories speaks no web socket.
        if found := [one for one in wrong_with(page, base + path) if "WebSocket" not in one]:
            wrong[path] = found
        if os.environ.get("SHOTS"):
            name = f"{width}-{language}-{scheme}{path.replace('/', '_')}.png"
            page.screenshot(path=str(Path(os.environ["SHOTS"]) / name), full_page=True)
        page.close()
    context.close()
    assert wrong == {}, wrong


@pytest.mark.row("R3")
def test_a_message_is_reported_where_it_stands_after_a_second_look(
    host: Actor, governed: Governed, browser: Browser, client: Client, live_server: object
) -> None:
    context = opened(browser, client, str(live_server), viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server}/m/tea/groups/{governed.hall}/")
    said = page.locator(".line").filter(has_text="Good morning")
    said.get_by_role("button", name="What can be done").click()
    page.get_by_role("button", name="Report", exact=True).click()
    sheet = page.get_by_role("dialog")
    send = sheet.get_by_role("button", name="Report it")
    expect(send).to_be_disabled()
    assert Axe().run(page).response["violations"] == []
    if os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(os.environ["SHOTS"]) / "report-390.png"))
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    with tenancy.within(host.here):
        assert moderation.count_cases(host, moderation.Wanted(trigger="report")) == 0
    said.get_by_role("button", name="What can be done").click()
    page.get_by_role("button", name="Report", exact=True).click()
    sheet.get_by_role("radio").nth(1).check()
    sheet.get_by_role("textbox").fill("Every morning at six")
    send.click()
    expect(page.get_by_text("Thank you")).to_be_visible()
    context.close()
    with tenancy.within(host.here):
        (case,) = moderation.cases(host, moderation.Wanted(trigger="report"))
        assert (case.person, case.reports) == (governed.titled.person, 1)


@pytest.mark.row("R4")
def test_titles_stand_beside_the_name_also_of_who_speaks_while_one_looks(
    host: Actor, governed: Governed, browser: Browser, client: Client, live_server: object
) -> None:
    assert stewardship.titles(host.here, [governed.titled.person])[governed.titled.person][0].startswith("Keeper")
    context = opened(browser, client, str(live_server), viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server}/m/tea/groups/{governed.hall}/")
    said = page.locator(".line").filter(has_text="Good morning")
    expect(said.locator(".titles .badge")).to_have_text(["Keeper of discipline and good manners", "Tea sage"])
    context.close()
