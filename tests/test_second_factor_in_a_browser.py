"""A person makes a passkey or takes a code app, signs out, and comes back in with it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, sync_playwright

from tests.test_pages_in_a_browser import FLAGS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.row("P4"),
]
ADDRESS, PASSWORD = "mei@example.org", "seven lanterns on the quay"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: object) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=str(live_server))
    page = context.new_page()
    page.goto("/accounts/signup/")
    page.fill("input[name=name]", "Mei")
    page.fill("input[name=email]", ADDRESS)
    page.fill("input[name=password1]", PASSWORD)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url(lambda address: "signup" not in address)
    yield page
    context.close()


def code(secret: str, ahead: int = 0) -> str:
    """What the app shows, or will show so many half minutes later (RFC 6238); a code is taken only once."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda address: "logout" not in address)


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", ADDRESS)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def confirm_password(page: Page) -> None:
    if "reauthenticate" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "reauthenticate" not in address)


def signed_in_as_mei(page: Page) -> bool:
    page.goto("/settings/")
    return "/accounts/login/" not in page.url and page.get_by_text(ADDRESS).count() > 0


def test_a_passkey_is_made_and_is_all_that_is_needed_afterwards(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.fill("input[name=name]", "The phone")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_text("The phone").count() == 1
    sign_out(page)
    assert not signed_in_as_mei(page)
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda address: "login" not in address)
    assert signed_in_as_mei(page)


def test_after_taking_a_code_app_the_password_alone_lets_nobody_in(page: Page) -> None:
    page.goto("/accounts/2fa/totp/activate/")
    confirm_password(page)
    secret = page.locator("#authenticator_secret").input_value()
    assert page.locator("img[src^='data:image/svg']").evaluate("image => image.naturalWidth") > 0
    page.fill("input[name=code]", code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "activate" not in address)
    sign_out(page)
    sign_in(page)
    page.wait_for_url("**/2fa/authenticate/**")
    assert not signed_in_as_mei(page)
    page.goto("/accounts/2fa/authenticate/")
    page.fill("input[name=code]", "000000")
    page.keyboard.press("Enter")
    page.get_by_text("Incorrect code").wait_for()
    page.fill("input[name=code]", code(secret, ahead=1))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "accounts" not in address)
    assert signed_in_as_mei(page)
