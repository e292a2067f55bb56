"""On the phone, in the group: the card of a vote, and in the menu of a message that it helped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.handlers import HANDLERS
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def furnish(host: Actor) -> int:
    """A group in which a call, a vote, a motion and an answered question of the reader's stand."""
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    hall = chat.open_group(actor=host, name="Hall")
    lin, me = (
        members.member_actor(host.here, members.admit(actor=host, name=name, user=user))
        for name, user in (("Lin", None), ("Host", User.objects.get().id))
    )
    facts = {"duties": "Keeps the peace", "powers": ["moderate"]}
    stewardship.open_call(actor=host, post=stewardship.describe_post(actor=host, title="Welcome", **facts))
    vote = stewardship.open_call(actor=host, post=stewardship.describe_post(actor=host, title="Discipline", **facts))
    stewardship.apply(actor=lin, call=vote, statement="I am patient")
    stewardship.short_list(actor=host, call=vote, people=[lin.person])
    motion = stewardship.move(actor=lin, en="Bring a cup.", zh="自带杯子。", why="Less waste")
    stewardship.second(actor=me, motion=motion)
    dispatch(HANDLERS)
    asked = engagement.ask(actor=me, group=hall, text="How hot is the water?").or_refuse()
    engagement.answer(actor=lin, question=asked, text="80 degrees")
    return hall


def on_a_phone(
    browser: Browser, client: Client, base: str, language: str = "en", scheme: str = "light", width: int = 390
) -> Page:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    cookies = {"qunli_session": str(client.cookies["qunli_session"].value), "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context.new_page()


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.row("R4")
@pytest.mark.parametrize(("width", "language", "scheme"), [(390, "en", "light"), (1280, "zh-hans", "dark")])
def test_a_vote_stands_in_the_group_and_a_tap_leads_to_it(
    host: Actor, browser: Browser, client: Client, live_server: object, width: int, language: str, scheme: str
) -> None:
    hall, base = furnish(host), str(live_server)
    page = on_a_phone(browser, client, base, language, scheme, width)
    wrong = wrong_with(page, f"{base}/m/tea/groups/{hall}/")
    assert [one for one in wrong if "WebSocket" not in one] == []  # this server has no sockets
    expect(page.locator('[data-card^="call-"]')).to_have_count(2)
    expect(page.locator('[data-card^="motion-"]')).to_have_count(1)
    shot(page, f"said-{width}-{language}-{scheme}")
    page.locator('[data-card^="call-"] a.primary').last.click()
    expect(page.locator("input[name=choice]")).to_have_count(2)
    shot(page, f"vote-{width}-{language}-{scheme}")
    page.goto(f"{base}/c/tea/govern/posts/")
    expect(page.locator("input[name=group]")).to_be_checked()
    page.locator("input[name=group]").scroll_into_view_if_needed()
    shot(page, f"posts-{width}-{language}-{scheme}")
    page.context.close()


@pytest.mark.row("E7")
def test_the_asker_chooses_the_answer_in_the_menu_of_the_message_and_takes_it_back(
    host: Actor, browser: Browser, client: Client, live_server: object
) -> None:
    hall, base = furnish(host), str(live_server)
    page = on_a_phone(browser, client, base)
    page.goto(f"{base}/m/tea/groups/{hall}/")
    more = page.locator("li.line", has_text="80 degrees").last.get_by_role("button", name="What can be done")
    more.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="This helped")).to_be_visible()
    shot(page, "menu")
    page.get_by_role("button", name="This helped").click()
    expect(page.get_by_text("Thank you: others find this answer now.")).to_be_attached()
    expect(page.get_by_text("Lin's answer helped")).to_be_visible(timeout=8000)
    more.click()
    page.get_by_role("button", name="It did not help after all").click()
    expect(page.get_by_text("Lin's answer helped")).to_have_count(0, timeout=8000)
    page.context.close()
