"""From an empty installation to a member who came in through the poster."""

from __future__ import annotations

import io
import re

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.story.house import AT, press, signs_up

CHARTER = (
    "Every street has somebody who brews good tea for a neighbour.",
    "My grandmother taught me, and nobody taught my friends.",
    "People who drink tea daily and buy it by the label.",
    "They pay much, and it tastes of little.",
    "A lesson each week, and honest notes on leaves.",
)
GAINS = ("Samples at cost and a brewing card.", "Taste, and friends who notice.")


def founds(page: Page) -> None:
    """From an empty installation to an open community that wears its own colours."""
    page.goto("/")
    signs_up(page, address="hua@example.org", name="Hua")
    page.fill("[name=name]", "Hillside Tea")
    page.fill("[name=purpose]", "We learn to brew better tea together.")
    press(page, "Create it")
    page.get_by_role("link", name="Go on").click()
    for answer in CHARTER:
        answers(page, answer)
    page.fill("[name=text]", "Nobody waits longer than a day for an answer")
    page.get_by_label("by asking the members").check()
    page.fill("[name=question]", "Did you get answers in time?")
    press(page, "Promise it")
    expect(page.get_by_text("It is promised.")).to_be_visible()
    press(page, "Save and go on →")
    for answer in GAINS:
        answers(page, answer)
    page.get_by_label("It is free of charge: nobody pays").check()
    press(page, "Save and go on →")
    page.fill("textarea[name=text]", "Hua, who has brewed for thirty years")
    press(page, "To the charter")
    press(page, "Open the community")
    expect(page.get_by_text("The community is open.")).to_be_visible()


def answers(page: Page, answer: str) -> None:
    asked = page.url
    page.fill("textarea[name=text]", answer)
    press(page, "Save and go on →")
    page.wait_for_url(lambda now: now != asked)


def does_what_comes_next(page: Page) -> None:
    """Rules, a group, being a member, the door: the charter's page says each, until the poster is all that is left."""
    page.get_by_role("link", name="Announce rules").click()
    press(page, "Fans of a maker or a thing")
    press(page, "Announce it")
    expect(page.get_by_text("Announced. Members are asked to read what is new.")).to_be_visible()
    page.goto(f"{AT}/found/charter/")
    page.get_by_role("link", name="Open a group to talk in").click()
    page.fill("[name=name]", "Tea table")
    press(page, "Open it")
    expect(page.get_by_text("The group is open.")).to_be_visible()
    page.goto(f"{AT}/found/charter/")
    press(page, "Become a member yourself")
    expect(page.get_by_role("heading", name="Welcome, Hua")).to_be_visible()
    page.goto(f"{AT}/found/kit/")
    expect(page.get_by_text("cannot come in without an invitation now")).to_be_visible()
    page.goto(f"{AT}/found/charter/")
    page.get_by_role("link", name=re.compile("Say how one joins")).click()
    page.get_by_label("By invitation only").uncheck()
    press(page, "Save")
    page.get_by_role("link", name="Add a question").click()
    page.fill("[name=text]", "What do you hope to learn?")
    page.get_by_label("Must be answered").check()
    press(page, "Save")
    page.goto(f"{AT}/found/kit/")
    page.fill("[name=slogan]", "Slow water, good company")
    page.fill("[name=colour]", "#7a3b2e")
    press(page, "Save")
    expect(page.get_by_text("Saved. Member pages wear it now.")).to_be_visible()


def prints_the_poster(page: Page) -> str:
    """Returns what a phone reads from it."""
    pdf = page.request.get(f"{AT}/found/kit/poster.pdf").body()
    assert pdf.startswith(b"%PDF-")
    png = page.request.get(f"{AT}/found/kit/poster.png").body()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return str(code.text)


def joins(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="Come in").tap()
    page.fill("[name=name]", "Mei")
    press(page, "Come in")
    expect(page.get_by_text("Answer this question, please.")).to_be_visible()
    page.fill("textarea", "How to brew white tea")
    press(page, "Come in")
    expect(page.get_by_role("heading", name="Welcome, Mei")).to_be_visible()
    page.get_by_role("link", name="Read the rules").tap()
    press(page, "I have read them and will keep them")
    expect(page.get_by_text("You have said yes to the rules.")).to_be_visible()
    page.goto("/m/hillside-tea/me/card/")
    page.fill("[name=needs]", "A teacher for white tea")
    press(page, "Save")
    expect(page.get_by_text("This is how the others see you.")).to_be_visible()
    page.get_by_role("link", name="Groups").tap()
    expect(page.get_by_role("heading", name="Tea table")).to_be_visible()
