"""A stranger founds a community; a second one comes in through the poster on a phone. They talk, something is held, an
appeal is answered by somebody else, and a post is filled by a secret election. Real server, real sockets, two and a
third browser; nothing is prepared behind the pages.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.test_many_processes import free_port, until
from tests.test_pages_in_a_browser import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.row("P1")]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
CHARTER = (
    "Every street has somebody who brews good tea for a neighbour.",
    "My grandmother taught me, and nobody taught my friends.",
    "People who drink tea daily and buy it by the label.",
    "They pay much, and it tastes of little.",
    "A lesson each week, and honest notes on leaves.",
)
GAINS = ("Samples at cost and a brewing card.", "Taste, and friends who notice.")
ADVERTISEMENT = "Cheap tea! Add my WeChat teaking888, half price today only"
AT = "/c/hillside-tea"


@dataclass(frozen=True)
class House:
    """A server with a fresh data folder, and browsers that visit it."""

    address: str
    browser: Browser

    def visit(self, device: dict[str, Any], language: str = "en") -> Page:
        context = self.browser.new_context(base_url=self.address, locale=language, **device)
        context.set_default_timeout(20_000)
        return context.new_page()


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    """`qunli up`, as the handbook says, in a folder that was empty."""
    expect.set_options(timeout=20_000)
    port = free_port()
    command = [sys.executable, "-c", "from qunli.config.cli import main; main()", "up", "--port", str(port)]
    place = {**os.environ, "QUNLI_DATA": str(tmp_path / "data")}
    server = subprocess.Popen(command, env=place)
    address = f"http://localhost:{port}"
    try:
        until(lambda: _answers(f"{address}/accounts/login/"))
        yield House(address, browser)
    finally:
        server.terminate()
        server.wait(timeout=30)
        expect.set_options(timeout=5_000)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code in (200, 302)
    except httpx.TransportError:
        return False


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def signs_up(page: Page, *, address: str, name: str) -> None:
    page.fill("[name=email]", address)
    page.fill("[name=name]", name)
    page.fill("[name=password1]", "a-quiet-kettle-7")
    press(page, "Begin")


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


def says(page: Page, text: str) -> None:
    page.fill("#text", text)
    press(page, "Send")


def line(page: Page, text: str) -> Locator:
    return page.locator("#talk .line").filter(has_text=text).last


def opens_menu(page: Page, text: str, deed: str) -> None:
    line(page, text).locator(".more").click()
    page.locator("#sheet").get_by_role("button", name=deed, exact=True).click()


def they_talk(desk: Page, phone: Page, tmp_path: Path) -> None:
    """Text, picture, reaction, reply with a mention, edit, delete: each is seen on the other side."""
    desk.goto("/m/hillside-tea/groups/1/")
    expect(phone.locator("#present")).to_have_text("2 here now")
    says(phone, "Hello from the lake")
    expect(line(desk, "Hello from the lake")).to_be_visible()
    Image.new("RGB", (64, 48), "#6c8f4e").save(tmp_path / "cup.png")
    desk.set_input_files("#say input[type=file]", tmp_path / "cup.png")
    expect(desk.locator("[data-files]")).to_contain_text("cup.png")
    says(desk, "My cup")
    expect(line(phone, "My cup").locator("img")).to_be_visible()
    opens_menu(phone, "My cup", "👍")
    expect(line(desk, "My cup").locator(".sign")).to_contain_text("1")
    opens_menu(phone, "My cup", "Reply")
    phone.locator("#text").press_sequentially("What a green! @Hu")
    phone.locator("[data-names]").get_by_role("button", name="Hua").tap()
    press(phone, "Send")
    expect(line(desk, "What a green! @Hua").locator(".quote")).to_contain_text("My cup")
    expect(desk.locator(".line.for-me")).to_have_count(1)
    opens_menu(phone, "What a green!", "Edit")
    says(phone, "What a lovely green! @Hua")
    expect(line(desk, "lovely green")).to_contain_text("edited")
    says(phone, "Oops")
    expect(line(desk, "Oops")).to_be_visible()
    opens_menu(phone, "Oops", "Delete")
    phone.locator("#sheet").get_by_role("button", name="Delete", exact=True).tap()
    expect(line(desk, "This message was deleted.")).to_be_visible()


def they_take_part(desk: Page, phone: Page) -> None:
    """A poll by taps, a check-in, a question with its accepted answer, commands; counts move on both sides."""
    says(desk, "/poll Which tea next week? | White | Green")
    phone.get_by_role("button", name="Green").tap()
    expect(desk.get_by_role("button", name="Green").locator("[data-count]")).to_have_text("1")
    desk.get_by_role("button", name="White").click()
    expect(phone.get_by_role("button", name="White").locator("[data-count]")).to_have_text("1")
    says(desk, "/ask How hot is the water for white tea?")
    line(phone, "How hot").get_by_role("button", name="Answer").tap()
    says(phone, "85 degrees do it")
    line(desk, "1 answer").get_by_role("link", name="Which answer helped?").click()
    press(desk, "This helped")
    expect(desk.get_by_text("others find this answer now")).to_be_visible()
    expect(line(phone, "Mei's answer helped")).to_be_visible()
    desk.goto(f"{AT}/enliven/check-ins/")
    desk.fill("[name=title]", "One cup, slowly")
    press(desk, "Begin")
    phone.get_by_role("button", name="Check in for today").tap()
    expect(phone.get_by_text("You are here today: 1 day in a row")).to_be_visible()
    said = {
        "/help": "what you can write here",
        "/me": "You are Mei",
        "/join": "You are in",
        "/rules": "Keep to the law",
    }
    for command, answer in said.items():
        says(phone, command)
        expect(phone.locator("#talk .unsent").last).to_contain_text(answer)
        phone.get_by_role("button", name="All right").last.tap()


def goes_through_a_tunnel(desk: Page, phone: Page) -> None:
    """What is written without a network waits, and goes out by itself."""
    desk.goto("/m/hillside-tea/groups/1/")
    expect(phone.locator("#present")).to_have_text("2 here now")
    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection. What you write goes out when you are back.")).to_be_visible()
    says(phone, "Written in the tunnel")
    expect(phone.locator("#talk .unsent")).to_contain_text("Written in the tunnel")
    expect(desk.get_by_text("Written in the tunnel")).to_have_count(0)
    phone.context.set_offline(False)
    expect(line(desk, "Written in the tunnel")).to_be_visible()
    expect(phone.locator("#talk .unsent")).to_have_count(0)


def advertises_and_appeals(desk: Page, phone: Page) -> None:
    """The author reads why it is held; what the founder decides, the founder cannot decide again."""
    says(phone, ADVERTISEMENT)
    expect(phone.locator("#talk .unsent")).to_contain_text("waits for a moderator: contact details (1, limit 0)")
    expect(desk.get_by_text(ADVERTISEMENT)).to_have_count(0)
    desk.goto(f"{AT}/govern/cases/")
    desk.get_by_role("link", name="Open the case").click()
    desk.fill("[name=reason]", "Selling without a permit")
    press(desk, "It stands")
    expect(desk.get_by_text("1 case was upheld.")).to_be_visible()
    phone.goto("/m/hillside-tea/me/cases/")
    phone.get_by_role("link", name="upheld").tap()
    expect(phone.get_by_text("Selling without a permit")).to_be_visible()
    phone.fill("[name=words]", "It was a gift of my own harvest")
    press(phone, "Appeal")
    expect(phone.get_by_text("Somebody who did not decide it will read your appeal.")).to_be_visible()
    desk.goto(f"{AT}/govern/appeals/")
    expect(desk.get_by_text("You decided this case yourself.")).to_be_visible()
    expect(desk.get_by_role("button", name="Grant it")).to_have_count(0)


def a_colleague_answers(house: House, desk: Page, phone: Page) -> None:
    """Invited from that very page; her browser speaks Chinese."""
    desk.get_by_role("link", name="Invite a colleague").click()
    desk.fill("[name=email]", "lin@example.org")
    desk.locator("form:has([name=email]) [name=role]").select_option("manager")
    press(desk, "Make a link")
    lin = house.visit(DESK, "zh-CN")
    lin.goto(desk.get_by_text("/invitation/").inner_text())
    lin.fill("[name=email]", "lin@example.org")
    lin.fill("[name=name]", "林")
    lin.fill("[name=password1]", "a-quiet-kettle-8")
    press(lin, "开始")
    lin.goto(f"{AT}/govern/appeals/")
    lin.fill("[name=answer]", "自家的茶，放行")
    press(lin, "支持申诉")
    expect(lin.get_by_text("已支持申诉：该个案引起的处分已撤回。")).to_be_visible()
    lin.context.close()
    phone.reload()
    expect(phone.get_by_text("overturned")).to_be_visible()
    expect(phone.get_by_text("自家的茶，放行")).to_be_visible()


def reports(desk: Page, phone: Page) -> None:
    """A member asks a moderator to look; the message stands among what waits."""
    desk.goto("/m/hillside-tea/groups/1/")
    expect(line(desk, ADVERTISEMENT)).to_be_visible()
    says(desk, "Go away")
    phone.goto("/m/hillside-tea/groups/1/")
    opens_menu(phone, "Go away", "Report")
    phone.locator("#sheet").get_by_role("radio").last.check()
    phone.locator("#report-more").fill("Unkind")
    phone.locator("#sheet [type=submit]").tap()
    expect(phone.locator("#told")).not_to_be_empty()
    desk.goto(f"{AT}/govern/cases/")
    expect(desk.get_by_text("Go away")).to_be_visible()
    desk.get_by_role("link", name="Open the case").click()
    expect(desk.get_by_text("Unkind")).to_be_visible()


def elects(desk: Page, phone: Page) -> None:
    """Call, application, short list, a secret vote of both; as all have voted, it is counted at once."""
    desk.goto(f"{AT}/govern/posts/new/")
    desk.fill("[name=title]", "Tea keeper")
    desk.fill("[name=duties]", "Answers who asks and keeps the peace")
    press(desk, "Save")
    press(desk, "Call for applications")
    phone.goto("/m/hillside-tea/posts/")
    phone.get_by_role("link", name="Tea keeper apply").tap()
    phone.fill("[name=statement]", "I am here every evening")
    press(phone, "Apply")
    expect(phone.get_by_role("button", name="Withdraw my application")).to_be_visible()
    desk.get_by_role("link", name="Tea keeper").click()
    desk.reload()
    press(desk, "Open the vote with this short list")
    expect(desk.get_by_text("0 of 2 members voted; 1 needed.")).to_be_visible()
    desk.goto("/m/hillside-tea/posts/calls/1/")
    for page in (phone, desk):
        page.reload()
        page.get_by_label("Mei").check()
        press(page, "Cast my secret vote")
        expect(page.get_by_text("Done.")).to_be_visible()
    until(lambda: desk.reload() and desk.get_by_text("decided").count(), 20)
    expect(desk.get_by_text("2 votes")).to_be_visible()
    desk.goto("/m/hillside-tea/groups/1/")
    expect(line(desk, "Written in the tunnel").get_by_text("Tea keeper")).to_be_visible()


def test_a_stranger_founds_a_community_and_its_members_elect(house: House, tmp_path: Path) -> None:
    desk, phone = house.visit(DESK), house.visit(PHONE)
    founds(desk)
    does_what_comes_next(desk)
    link = prints_the_poster(desk)
    assert link == f"{house.address}/m/hillside-tea/door/"
    joins(phone, link)
    they_talk(desk, phone, tmp_path)
    they_take_part(desk, phone)
    goes_through_a_tunnel(desk, phone)
    advertises_and_appeals(desk, phone)
    a_colleague_answers(house, desk, phone)
    reports(desk, phone)
    elects(desk, phone)
    for page in (desk, phone):
        page.context.close()
