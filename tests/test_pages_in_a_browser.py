"""Every page of the console in Chromium: nothing is wider than the phone, nothing fails, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.conftest import bring
from qunli.domains.communities import facade as communities
from qunli.domains.counsel.operations.refresh_proposals import refresh_proposals
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tests.conftest import draw, drawn
from qunli.domains.members.tests.conftest import host

__all__ = ["bring", "draw", "drawn", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN = "/c/tea"
PAGES = [
    f"{IN}/today/",
    f"{IN}/today/decided/",
    f"{IN}/found/",
    f"{IN}/found/describe/",
    f"{IN}/found/charter/",
    f"{IN}/found/charter/vision/",
    f"{IN}/found/charter/promises/",
    f"{IN}/found/charter/revenue/",
    f"{IN}/found/charter/promise/",
    f"{IN}/found/charter/versions/",
    f"{IN}/found/rules/",
    f"{IN}/found/rules/versions/",
    f"{IN}/found/rules/readers/",
    f"{IN}/found/team/",
    f"{IN}/found/team/new/",
    f"{IN}/found/kit/",
    f"{IN}/found/gallery/",
    f"{IN}/found/room/",
    f"{IN}/found/delete/",
    f"{IN}/earn/ledger/",
    f"{IN}/earn/ledger/new/",
    f"{IN}/earn/ledger/accounts/",
    f"{IN}/earn/packets/",
    f"{IN}/earn/packets/new/",
    f"{IN}/earn/payments/",
    f"{IN}/earn/payments/set-up/",
    f"{IN}/earn/payouts/",
    f"{IN}/earn/orders/",
    f"{IN}/earn/offers/",
    f"{IN}/earn/offers/new/",
    f"{IN}/earn/coupons/",
    f"{IN}/gather/",
    f"{IN}/gather/?q=nobody-of-this-name",
    f"{IN}/gather/same/",
    f"{IN}/gather/imports/",
    f"{IN}/gather/groups/",
    f"{IN}/gather/chats/",
    f"{IN}/gather/chats/new/webhook/",
    f"{IN}/gather/chats/new/wecom/",
    f"{IN}/understand/stage/",
    f"{IN}/understand/people/",
    f"{IN}/understand/hours/",
    f"{IN}/understand/belonging/",
    f"{IN}/understand/talk/",
    f"{IN}/understand/say/",
    f"{IN}/understand/questions/",
    f"{IN}/understand/right/",
    "/communities/",
    "/communities/new/",
    "/settings/",
    "/settings/colleagues/",
    "/settings/tokens/",
    "/settings/audit/",
    "/settings/background/",
    "/accounts/2fa/",
    "/accounts/password/change/",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def community(drawn: Actor) -> Actor:
    refresh_proposals(actor=system(drawn.community))
    return drawn


def deleted() -> str:
    """The address of a community that was deleted and can be restored."""
    owner = communities.actor_of(User.objects.get())
    communities.create_community(actor=owner, name="Coffee")
    communities.delete_community(actor=owner, community="coffee", name="Coffee")
    return "coffee"


def signed_in(client: Client) -> str:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies["qunli_session"].value)


def wrong_with(page: Page, address: str) -> list[str]:
    """What a person would stumble over on a page."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    assert answer is not None
    if answer.status != 200:
        heard.append(f"status {answer.status}")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        heard.append(f"{wide} px too wide")
    found = Axe().run(page).response["violations"]
    return heard + [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.row("P3")
@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(390, "en", "light"), (1280, "zh-hans", "dark"), (390, "zh-hans", "light"), (1280, "en", "light")],
)
def test_no_page_makes_anybody_stumble(
    community: Actor, browser: Browser, client: Client, live_server: object, width: int, language: str, scheme: str
) -> None:
    base = str(live_server)
    session = signed_in(client)
    member = insight.portraits(community, insight.Wanted(text="Ana"))[0][0].person
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies(
        [
            {"name": "qunli_session", "value": session, "url": base},
            {"name": "django_language", "value": language, "url": base},
        ]
    )
    (history,) = chat.imports(community)
    brought = f"{IN}/gather/imports/{history.id}"
    pages = [*PAGES, f"{IN}/gather/{member}/", f"{IN}/gather/{member}/merge/", f"{IN}/gather/{member}/erase/"]
    pages += [f"{brought}/", f"{brought}/take-back/", f"/communities/{deleted()}/erase/"]
    wrong = {}
    for path in pages:
        page = context.new_page()
        if found := wrong_with(page, base + path):
            wrong[path] = found
        page.close()
    context.close()
    assert wrong == {}


@pytest.mark.row("P1")
def test_a_stranger_sees_only_the_way_in(browser: Browser, live_server: object, transactional_db: None) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    assert wrong_with(page, f"{live_server}/") == []
    assert page.url.endswith("/accounts/signup/")
    page.close()


@pytest.mark.row("U10")
def test_today_can_be_worked_off_with_the_keyboard(
    community: Actor, browser: Browser, client: Client, live_server: object
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "qunli_session", "value": signed_in(client), "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}{IN}/today/")
    page.get_by_role("button", name="Mark done").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Marked done").wait_for()
    page.get_by_role("button", name="Undo the last decision").click()
    page.get_by_text("It is back on the list").wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("Ana")
    page.locator("#search-results").get_by_text("Ana").click()
    page.get_by_role("heading", name="Ana", level=1).wait_for()
    assert page.url.removeprefix(f"{live_server}{IN}/gather/").strip("/").isdecimal()
    context.close()
