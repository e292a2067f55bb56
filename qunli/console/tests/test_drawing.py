"""How far a newer picture is, as pages of a community tell it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.models import User, Work
from qunli.domains.chat.tests.conftest import bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tests.conftest import draw, drawn
from qunli.domains.members.tests.conftest import host

__all__ = ["bring", "draw", "drawn", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("P6"), pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def desk(host: Actor) -> Client:
    """The host, signed in."""
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def under_way(doing: str, step: int, share: float) -> None:
    """As a worker leaves it while it draws."""
    now = timezone.now()
    Work.objects.filter(task="insight.draw", state="waiting").update(
        lease="somebody",
        leased_until=now + timedelta(minutes=1),
        begun_at=now - timedelta(minutes=3),
        doing=doing,
        step=step,
        steps=5,
        share=share,
    )


def body(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize("page", ["today/", "understand/stage/", "gather/", "gather/imports/"])
def test_pages_say_the_step_and_how_much_of_it_is_done(drawn: Actor, desk: Client, page: str) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("conclude", 3, 0.42)
    said = body(desk, f"/c/tea/{page}")
    assert "A newer picture is being drawn; step 3 of 5: drawing conclusions." in said
    assert 'value="42"' in said
    assert "begun 3\xa0minutes ago" in said
    assert 'aria-live="polite"' in said
    assert 'action="/c/tea/drawing/stop/"' in said


def test_it_is_told_in_chinese(drawn: Actor, desk: Client) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("judge", 5, 0.5)
    desk.cookies["django_language"] = "zh-hans"
    assert "更新的画像已经就绪：第 5 步，共 5 步，用你自己的过去检验准确程度。" in body(desk, "/c/tea/today/")


def test_only_news_are_read_out(drawn: Actor, desk: Client) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("conclude", 3, 0.5)
    address = "/c/tea/drawing/?seen={}"
    assert "hx-swap-oob" not in body(desk, address.format("under_way:conclude"))
    assert "step 3 of 5" in body(desk, address.format("under_way:programs"))


def test_stop_and_draw_anew_are_one_click(drawn: Actor, desk: Client) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("conclude", 3, 0.5)
    back = desk.post("/c/tea/drawing/stop/", headers={"Referer": "http://testserver/c/tea/understand/"})
    assert back.headers["Location"] == "http://testserver/c/tea/understand/"
    assert insight.drawing(drawn).state == "stopped"
    assert "Draw anew" in body(desk, "/c/tea/today/")
    assert insight.picture(drawn).found is not None
    desk.post("/c/tea/drawing/anew/")
    assert insight.drawing(drawn).state == "waiting"


def test_a_click_too_late_is_answered_not_refused(drawn: Actor, desk: Client) -> None:
    answer = desk.post("/c/tea/drawing/stop/", headers={"Referer": "http://evil.example/"}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/c/tea/today/")
    assert "No picture is being drawn." in answer.content.decode()


def test_a_page_that_waits_for_its_first_picture_shows_itself(drawn: Actor, desk: Client) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("judge", 5, 0)
    waited = desk.get("/c/tea/drawing/?seen=under_way:portray&empty=1")
    assert waited.headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in desk.get("/c/tea/drawing/?seen=under_way:portray").headers


def test_the_background_page_says_what_is_under_way_and_what_waits(drawn: Actor, desk: Client) -> None:
    insight.ask_for_picture(actor=drawn)
    under_way("count", 1, 0.25)
    work.enqueue("chat.import_history", {}, community=drawn.community or 0)
    for said in (body(desk, "/settings/background/"), body(desk, "/settings/background/", **{"HX-Request": "true"})):
        assert "Drawing the picture" in said
        assert "Step 1 of 5: counting new messages" in said
        assert 'value="25"' in said
        assert "Reading a history" in said
        assert "as soon as a worker is free" in said


def test_another_operators_work_is_not_told(drawn: Actor, desk: Client) -> None:
    work.enqueue("chat.import_history", {}, community=(drawn.community or 0) + 1000)
    assert "Reading a history" not in body(desk, "/settings/background/")
