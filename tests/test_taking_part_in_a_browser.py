"""Polls, check-ins, questions and the feedback box in Chromium: pages, and cards in a group."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import admitted, says, take_in
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow, pytest.mark.row("E7")]


def furnish(host: Actor) -> tuple[int, list[str]]:
    """A group with a card of each kind; the group, and every page."""
    hall = chat.open_group(actor=host, name="Hall")
    bo = admitted(host, "Bo")
    owner = members.admit(actor=host, name="Host", user=User.objects.get().id)
    me = members.member_actor(host.here, owner)
    long = "Which tea shall we drink together at the next meeting, when the days are short and the water is cold?"
    poll = engagement.open_poll(actor=me, group=hall, question=long, choices=["Green", "Black", "白茶"]).or_refuse()
    secret = engagement.open_poll(actor=bo.actor, group=hall, question="Again?", choices=["Yes", "No"], secret=True)
    for choice in (0, 1):
        engagement.vote(actor=bo.actor, poll=(poll, secret.or_refuse())[choice], choices=[choice])
    check = engagement.open_check_in(actor=host, group=hall, title="Read ten pages")
    engagement.check_in(actor=bo.actor, check_in=check, note="Chapter 3")
    asked = engagement.ask(actor=me, group=hall, text="How hot is the water for white tea?").or_refuse()
    take_in(host, says(bo, hall, "80 degrees", reply_to=engagement.question(host, asked).seq))
    note = engagement.give_feedback(actor=bo.actor, text="More Oolong, please", anonymous=True)
    engagement.give_feedback(actor=me, text="Earlier meetings")
    engagement.answer_feedback(actor=host, feedback=note, state="planned", answer="In May")
    shown = ["polls/", "polls/?closed", "polls/new/", f"polls/{poll}/", f"polls/{secret.number}/", "check-ins/"]
    shown += [f"check-ins/{check}/", "questions/", "questions/?answered", f"questions/{asked}/", "feedback/", "me/"]
    desk = ["", f"polls/{poll}/", "check-ins/", f"check-ins/{check}/", "questions/", "feedback/", f"feedback/{note}/"]
    return hall, [f"/m/tea/{one}" for one in shown] + [f"/c/tea/enliven/{one}" for one in desk]


@pytest.mark.parametrize(
    ("width", "language", "scheme"), [(390, "en", "light"), (1280, "zh-hans", "dark"), (390, "zh-hans", "dark")]
)
def test_no_page_makes_anybody_stumble(
    host: Actor, browser: Browser, client: Client, live_server: object, width: int, language: str, scheme: str
) -> None:
    _hall, pages = furnish(host)
    base = str(live_server)
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    cookies = {"qunli_session": str(client.cookies["qunli_session"].value), "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    wrong = {}
    for path in pages:
        page = context.new_page()
        if found := wrong_with(page, base + path):
            wrong[path] = found
        if os.environ.get("SHOTS"):
            page.screenshot(path=str(Path(os.environ["SHOTS"]) / f"{width}{language}{path.replace('/', '_')}.png"))
        page.close()
    context.close()
    assert wrong == {}


def test_in_a_group_one_votes_by_a_tap_or_a_key_and_finds_commands(
    host: Actor, browser: Browser, client: Client, live_server: object
) -> None:
    hall, _pages = furnish(host)
    base = str(live_server)
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "qunli_session", "value": str(client.cookies["qunli_session"].value), "url": base}])
    page = context.new_page()
    page.goto(f"{base}/m/tea/groups/{hall}/")
    black = page.get_by_role("button", name="Black")
    expect(black).to_have_attribute("aria-pressed", "false")
    black.click()
    expect(black).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Green").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Green")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Green")).to_be_focused()
    expect(black).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Check in for today").click()
    expect(page.get_by_text("You are here today: 1 day in a row")).to_be_visible()
    line = page.get_by_label("Message", exact=True)
    line.fill("/po")
    expect(page.get_by_role("group", name="Commands").get_by_role("button")).to_have_count(2)
    if os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(os.environ["SHOTS"]) / "group.png"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(line).to_have_value("/poll ")
    context.close()
    ours = engagement.polls(system(host.here), closed=False)[0]
    assert {one.question: one.voters for one in ours}["Again?"] == 1
    assert [one.count for one in ours[-1].choices] == [2, 0, 0]
