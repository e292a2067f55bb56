"""A stranger founds a community face to face; a second browser comes in by its code and reads, agrees and adds."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from PIL import Image

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import Conflict
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.portal.tests.phones import come_in, room_of

__all__ = ["host"]


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.row("F2")
def test_whoever_is_in_the_room_types_the_code_gives_a_name_and_is_a_member(host: Actor) -> None:
    phone = come_in(host)
    assert phone.get("/m/tea/me/").status_code == 200
    room = communities.latest_room(host.here)
    assert room is not None
    assert [one.name for one in members.entries(host.here, room.id)] == ["Mei"]
    account = User.objects.get(name="Mei")
    assert (account.email, account.has_usable_password()) == (None, False)


@pytest.mark.row("F2")
def test_a_code_that_expired_or_was_closed_opens_nothing(host: Actor) -> None:
    room = room_of(host)
    late = Client()
    late.post("/join/", {"code": room.code})
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert Client().post("/join/", {"code": room.code}).status_code == 422
        assert late.post("/join/in/", {"name": "Mei"}).status_code == 422
    communities.close_room(actor=host, room=room.id)
    assert Client().post("/join/", {"code": room.code}).status_code == 422
    assert members.acknowledgements(host.here, 10, 0) == []


@pytest.mark.row("F2")
def test_after_ten_wrong_codes_the_right_one_is_not_taken_either(host: Actor) -> None:
    room = room_of(host)
    wrong = "000000" if room.code != "000000" else "111111"
    stranger = Client()
    assert [stranger.post("/join/", {"code": wrong}).status_code for _ in range(10)] == [422] * 10
    assert stranger.post("/join/", {"code": room.code}).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.2").post("/join/", {"code": room.code}).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert stranger.post("/join/", {"code": room.code}).status_code == 302


@pytest.mark.row("F6")
def test_rules_are_acknowledged_on_joining_and_again_when_they_change(host: Actor) -> None:
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    phone, room = Client(), room_of(host)
    phone.post("/join/", {"code": room.code})
    assert phone.post("/join/in/", {"name": "Mei"}).status_code == 422
    phone = come_in(host)
    assert members.acknowledged(host.here, communities.rules_of(host.here).id).yes == 1  # type: ignore[union-attr]
    assert b"Read what is new" not in phone.get("/m/tea/me/").content
    communities.begin_rules(actor=host, number=1)
    draft = [dict(one) for one in communities.draft_of_rules(host.here).rules]  # type: ignore[union-attr]
    draft[1]["en"] = draft[1]["en"].replace("tried", "burnt")
    communities.draft_rules(actor=host, rules=draft)
    assert communities.announce_rules(actor=host, why="Honesty") == 2
    assert b"Read what is new" in phone.get("/m/tea/me/").content
    page = phone.get("/m/tea/rules/").content.decode()
    assert re.findall(r"<(del|ins)>(.*?)</", page) == [("del", "tried"), ("ins", "burnt")]
    phone.post("/m/tea/rules/", {"version": "1"})
    assert b"Read what is new" in phone.get("/m/tea/me/").content
    phone.post("/m/tea/rules/", {"version": "2"})
    assert b"Read what is new" not in phone.get("/m/tea/me/").content


@pytest.mark.row("F1")
def test_members_see_the_public_answers_and_are_asked_about_a_promise(host: Actor) -> None:
    communities.answer_charter(actor=host, question="vision", text="Tea in every office")
    communities.answer_charter(actor=host, question="pains", text="Bitter bags")
    promise = communities.make_promise(
        actor=host, text="It stays about tea", check="question", question="Is it about tea?", limit=60
    )
    phones = [come_in(host, name) for name in ("Mei", "Lin", "Bo")]
    page = phones[0].get("/m/tea/about/").content.decode()
    assert ("Tea in every office" in page, "Bitter bags" in page, "Is it about tea?" in page) == (True, False, True)
    for phone, yes in zip(phones, "101", strict=True):
        phone.post(f"/m/tea/about/{promise}/", {"yes": yes})
    assert members.votes_on(host.here, [promise]) == {promise: (2, 3)}
    assert Client().get("/m/tea/about/").headers["Location"] == "/m/tea/door/"


@pytest.mark.row("F5")
def test_members_see_who_is_responsible_and_one_person_at_most_is_so_for_the_group(host: Actor) -> None:
    phone = come_in(host)
    person = members.acknowledgements(host.here, 1, 0)[0].person
    first = members.give_duty(actor=host, title="Runs it", whole_group=True, colleague=host.id)
    members.give_duty(actor=host, title="Welcomes", whole_group=True, person=person, part="heavy")
    duties = {one.title: (one.holder, one.whole_group) for one in members.duties(host.here)}
    assert duties == {"Welcomes": ("Mei", True), "Runs it": ("The host", False)}
    assert "Welcomes" in phone.get("/m/tea/about/").content.decode()
    members.end_duty(actor=host, duty=first)
    assert len(members.duties(host.here)) == 1


def test_a_removed_member_does_not_come_back_by_a_code(host: Actor) -> None:
    phone = come_in(host)
    person = members.acknowledgements(host.here, 1, 0)[0].person
    members.remove_member(actor=host, person=person)
    room = room_of(host)
    assert phone.get("/m/").status_code == 302
    with pytest.raises(Conflict):
        members.enter_room(
            actor=Actor(kind="system", community=host.here), room=room.id, name="", user=User.objects.get(name="Mei").id
        )
    assert members.entries(host.here, room.id) == []


def test_every_page_of_found_has_something_to_say_while_nothing_is_there(host: Actor) -> None:
    operator = Client()
    operator.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    for page in (
        "charter",
        "charter/versions",
        "rules",
        "rules/versions",
        "rules/readers",
        "team",
        "kit",
        "gallery",
        "room",
    ):
        assert (page, operator.get(f"/c/tea/found/{page}/").status_code) == (page, 200)
    poster = operator.get("/c/tea/found/kit/poster.png").content
    assert Image.open(io.BytesIO(poster)).size == (874, 1240)
    assert operator.get("/c/tea/found/kit/poster.pdf").content.startswith(b"%PDF")
