"""A held message on two phones: its author reads that it waits; a member whose post moderates decides with one thumb;
the author sees that something was decided; somebody else answers the appeal."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work, talk
from tests.test_pages_in_a_browser import browser

__all__ = ["browser", "host", "talk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def pockets(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for one in opened:
        one.close()


def phone(talk: Talk, who: Actor, browser: Browser, pockets: list[BrowserContext], base: str) -> Page:
    user = User.objects.create_user(f"{who.name}@example.org", name=who.name)
    members.admit(actor=talk.host, person=who.id, user=user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=base)
    context.add_cookies([{"name": "qunli_session", "value": str(client.cookies["qunli_session"].value), "url": base}])
    pockets.append(context)
    return context.new_page()


def within_a_thumb(page: Page, name: str) -> None:
    """The button is as wide and high as a thumb, and not under the tabs at the foot when it is reached."""
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    tabs = page.locator(".portal-tabs").bounding_box()
    assert box is not None
    assert tabs is not None
    assert (box["height"] >= 44, box["width"] >= 120, box["x"] + box["width"] <= 390) == (True, True, True)
    button.tap()


@pytest.mark.row("R2")
@pytest.mark.row("R3")
def test_from_a_held_message_to_the_answer_of_its_appeal(
    talk: Talk, browser: Browser, pockets: list[BrowserContext], live_server: object
) -> None:
    base = str(live_server)
    talk.say(talk.ann, AD)
    guard = phone(talk, talk.guard, browser, pockets, base)
    guard.goto("/m/tea/people/")
    guard.get_by_role("link", name="Moderate").tap()
    expect(guard.locator(".portal-tabs [aria-current] .tab-count")).to_have_text("1")
    guard.locator(".card.moderate").tap()
    expect(guard.get_by_text("% sure, limit")).to_be_visible()
    guard.get_by_label("Reason, which the member reads").fill("Selling without a permit")
    guard.get_by_label("If it stands, also").select_option("warn")
    within_a_thumb(guard, "It stands")
    expect(guard.get_by_text("1 case was upheld.")).to_be_visible()
    expect(guard.get_by_text("Nothing waits for you")).to_be_visible()
    at_work()
    ann = phone(talk, talk.ann, browser, pockets, base)
    ann.goto("/m/tea/people/")
    ann.get_by_role("link", name=re.compile("^Me.*1 new decision about you$")).tap()
    ann.get_by_role("link", name="What was decided about me 1 new").tap()
    expect(ann.locator(".tab-count")).to_have_count(0)
    ann.get_by_role("link", name="upheld").tap()
    expect(ann.get_by_text("Selling without a permit")).to_be_visible()
    ann.get_by_label("Why was this wrong?").fill("We had agreed on it")
    ann.get_by_role("button", name="Appeal").tap()
    guard.goto("/m/tea/moderate/appeals/")
    expect(guard.get_by_text("No appeal waits for you")).to_be_visible()
    second = phone(talk, talk.second, browser, pockets, base)
    second.goto("/m/tea/moderate/appeals/")
    second.locator(".card.moderate").tap()
    second.get_by_label("Your answer").fill("True, we had")
    within_a_thumb(second, "Grant it")
    expect(second.get_by_text("Granted: what followed from the case is taken back.")).to_be_visible()
    ann.goto("/m/tea/me/cases/")
    expect(ann.get_by_text("overturned")).to_be_visible()
    with tenancy.within(talk.host.here):
        assert moderation.count_unseen(talk.ann) == 0
    assert talk.texts() == [AD]
