"""A held advertisement, an appeal, a report, an election."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.story.house import AT, DESK, House, line, opens_menu, press, says
from tests.test_many_processes import until

ADVERTISEMENT = "Cheap tea! Add my WeChat teaking888, half price today only"


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
    phone.locator("#talk .unsent").get_by_role("link", name="What was decided about me").tap()
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
