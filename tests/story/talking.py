"""Two members in one group, over real sockets."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.story.house import AT, line, opens_menu, press, says


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
