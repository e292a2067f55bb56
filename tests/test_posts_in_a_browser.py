"""The pages of posts, elections and motions in Chromium, on the phone and on the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.stewardship import facade as stewardship
from tests.test_pages_in_a_browser import browser, wrong_with

__all__ = ["browser", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow, pytest.mark.row("R4")]


def furnish(host: Actor) -> list[str]:
    """Posts that are held, called for and voted on; a motion; an honour; an intervention. Returns every page."""
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    people = {name: members.admit(actor=host, name=name) for name in ("Mei", "Lin")}
    owner = members.admit(actor=host, name="Host", user=User.objects.get().id)
    as_member = {name: members.member_actor(host.here, person) for name, person in people.items()}
    facts = {"duties": "Keeps the peace and answers those who ask", "powers": ["moderate"]}
    keeper = stewardship.describe_post(actor=host, title="Keeper", whole_group=True, term_days=9, **facts)
    voted = stewardship.describe_post(actor=host, title="Discipline", **facts)
    called = stewardship.describe_post(actor=host, title="Welcome", seats=2, **facts)
    stewardship.appoint(actor=host, post=keeper, person=owner)
    stewardship.appoint(actor=host, post=called, person=people["Lin"])
    stewardship.remove_holder(actor=host, post=called, person=people["Lin"], reason="Never came")
    vote = stewardship.open_call(actor=host, post=voted, tie="lot")
    for name, actor in as_member.items():
        stewardship.apply(actor=actor, call=vote, statement=f"I am {name}, patient, and here every evening")
    stewardship.short_list(actor=host, call=vote, people=list(people.values()))
    call = stewardship.open_call(actor=host, post=called)
    stewardship.apply(actor=as_member["Mei"], call=call, statement="I greet gladly")
    stewardship.give_honour(actor=host, person=people["Mei"], title="Tea sage", why="Taught forty people to brew")
    rule = communities.rules_of(host.here).rules[2]  # type: ignore[union-attr]
    facts = {"rule": rule["id"], "en": "**Speak kindly.**", "zh": "**好好说话。**"}
    motion = stewardship.move(actor=as_member["Mei"], why="It is shorter", **facts)
    stewardship.second(actor=as_member["Lin"], motion=motion)
    waiting = stewardship.move(actor=as_member["Mei"], en="Bring a cup.", zh="自带杯子。", why="Less waste")
    console = ["posts/", "posts/new/", f"posts/{keeper}/", "elections/", f"elections/{vote}/", f"elections/{call}/"]
    portal = [f"posts/{keeper}/", f"posts/calls/{vote}/", f"posts/calls/{call}/", f"motions/{motion}/"]
    portal += ["posts/", "motions/", f"motions/new/?rule={rule['id']}", "motions/new/", f"motions/{waiting}/", "me/"]
    return [f"/c/tea/govern/{one}" for one in console] + [f"/m/tea/{one}" for one in portal]


@pytest.mark.parametrize(
    ("width", "language", "scheme"), [(390, "en", "dark"), (1280, "zh-hans", "light"), (390, "zh-hans", "light")]
)
def test_no_page_makes_anybody_stumble(
    host: Actor, browser: Browser, client: Client, live_server: object, width: int, language: str, scheme: str
) -> None:
    pages, base = furnish(host), str(live_server)
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    cookies = {"qunli_session": str(client.cookies["qunli_session"].value), "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    wrong = {}
    for path in pages:
        page = context.new_page()
        if found := wrong_with(page, base + path):
            wrong[path] = found
        page.close()
    context.close()
    assert wrong == {}
