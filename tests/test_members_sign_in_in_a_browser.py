"""A member who came through the open door comes back on another day: with a passkey, or with a code by e-mail."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.urls import clear_url_caches
from playwright.sync_api import Browser, Page

from qunli.core.actor import Actor
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow, pytest.mark.row("G4")]
ADDRESS = "mei@example.org"
CODE = re.compile(r"^[A-Z0-9-]{6,12}$", re.MULTILINE)
LINK = re.compile(r"https?://\S+confirm-email\S+")


def addresses_anew() -> None:
    """The addresses of codes are there only where e-mail is switched on when the program begins."""
    for name in ("allauth.account.urls", "allauth.urls", "qunli.config.urls"):
        importlib.reload(importlib.import_module(name))
    clear_url_caches()


@pytest.fixture
def mailing(settings: Any) -> Iterator[None]:
    """As with `QUNLI_EMAIL_URL`; letters are kept in memory."""
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED, settings.ACCOUNT_EMAIL_VERIFICATION = True, "optional"
    addresses_anew()
    yield
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED, settings.ACCOUNT_EMAIL_VERIFICATION = False, "none"
    addresses_anew()


@pytest.fixture
def page(host: Actor, browser: Browser, live_server: object) -> Iterator[Page]:
    """Mei, who has just come in, on a phone that can keep passkeys."""
    members.set_joining(actor=host, changes={"invited_only": False})
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=str(live_server), locale="en")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/m/tea/join/")
    page.fill("input[name=name]", "Mei")
    page.wait_for_timeout(3_100)  # a person does not fill the form in quicker than the door lets in
    page.locator("#join button[type=submit]").click()
    page.wait_for_url("**/m/tea/welcome/")
    yield page
    context.close()


def goes_away(page: Page) -> None:
    """Signs out; the member pages are closed then."""
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda address: "logout" not in address)
    page.goto("/m/tea/me/")
    page.wait_for_url("**/m/tea/door/")


def is_mei(page: Page) -> bool:
    page.goto("/m/tea/me/")
    return page.get_by_role("heading", name="Mei").count() == 1


def test_a_passkey_made_on_the_first_day_opens_the_pages_on_another(page: Page) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("input[name=name]", "My phone")
    if page.locator("input[name=passwordless]").count():
        page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda address: "webauthn/add" not in address)
    goes_away(page)
    page.get_by_role("link", name="Sign in").click()
    page.click("#passkey_login")
    page.wait_for_url(lambda address: "/accounts/" not in address)
    assert is_mei(page)
    assert page.get_by_text("with a passkey").count() == 1


def test_an_address_is_confirmed_and_a_code_sent_there_opens_the_pages(mailing: None, page: Page) -> None:
    page.goto("/m/tea/me/")
    page.get_by_role("link", name="Add an e-mail address").click()
    page.fill("input[name=email]", ADDRESS)
    page.get_by_role("button", name="Add").click()
    page.wait_for_load_state("networkidle")
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    page.goto(found.group())
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    goes_away(page)
    page.get_by_role("link", name="Sign in").click()
    page.goto("/accounts/login/code/?next=/m/tea/")
    assert wrong_with(page, page.url) == []
    page.fill("input[name=email]", ADDRESS)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/login/code/confirm/**")
    assert mail.outbox[-1].to == [ADDRESS]
    code = CODE.search(str(mail.outbox[-1].body))
    assert code is not None
    page.fill("input[name=code]", code.group())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/accounts/" not in address)
    assert is_mei(page)
