"""A member's own pages: card, directory, introductions, invitations, data."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.portal.tests.conftest import knock


def read(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def inside(host: Actor, name: str, **card: object) -> tuple[Client, Actor]:
    user = User.objects.create_user(None, name=name)
    person = members.admit(actor=host, name=name, user=user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    actor = members.member_actor(host.here, person)
    if card:
        members.describe_card(actor=actor, **card)  # type: ignore[arg-type]
    return client, actor


@pytest.mark.row("G5")
def test_a_member_writes_a_card_and_is_found(host: Actor) -> None:
    client, _ann = inside(host, "Ann")
    other, _bo = inside(host, "Bo")
    assert "Nobody has written a card yet" in read(client.get("/m/tea/people/"))
    given = {
        "name": "Anna",
        "needs": "电窑\nboxes",
        "city": "景德镇",
        "contact": "ring",
        "shown": ["needs"],
        "listed": "on",
    }
    assert client.post("/m/tea/me/card/", given).status_code == 302
    page = read(other.get("/m/tea/people/?q=电窑"))
    assert "Anna" in page
    assert "景德镇" not in page
    assert "ring" not in page
    assert "Nobody fits" in read(other.get("/m/tea/people/?q=ring"))
    assert ">电窑\nboxes</textarea>" in read(client.get("/m/tea/me/card/"))
    refused = client.post("/m/tea/me/card/", {**given, "needs": "x" * 81})
    assert (refused.status_code, "80 characters" in read(refused), "Anna" in read(refused)) == (422, True, True)


@pytest.mark.row("G5")
def test_two_members_are_introduced_on_their_pages(host: Actor) -> None:
    ann, a = inside(host, "Ann", needs="a kiln", contact="ann@example.org")
    bo, b = inside(host, "Bo", resources="kiln to share")
    assert "kiln to share" in read(ann.get("/m/tea/introductions/"))
    ann.post("/m/tea/introductions/propose/", {"other": b.person, "words": "Fire with me"})
    (asked,) = members.introductions(b)
    assert "Fire with me" in read(bo.get("/m/tea/introductions/"))
    bo.post(f"/m/tea/introductions/{asked.id}/", {"say": "yes", "contact": "knock twice"})
    assert "knock twice" in read(ann.get("/m/tea/introductions/"))
    assert "ann@example.org" in read(bo.get("/m/tea/introductions/"))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        again = Client()
        again.force_login(User.objects.get(name="Ann"), backend="django.contrib.auth.backends.ModelBackend")
        assert "Did it help?" in read(again.get("/m/tea/introductions/"))
        again.post(f"/m/tea/introductions/{asked.id}/", {"say": "helped"})
    assert members.introductions(a)[0].helped is True


@pytest.mark.row("G2")
def test_a_member_makes_shows_and_withdraws_a_link(host: Actor) -> None:
    client, ann = inside(host, "Ann")
    assert "after 7 days" in read(client.get("/m/tea/me/invitations/"))
    assert client.post("/m/tea/me/invitations/", {"uses": "1", "days": "3"}).status_code == 403
    members.set_joining(actor=host, changes={"invite_after_days": 0})
    client.post("/m/tea/me/invitations/", {"uses": "1", "days": "3", "note": "for Bo"})
    (link,) = members.invitations(ann, mine=True)[0]
    assert f"/j/{link.token}/" in read(client.get("/m/tea/me/invitations/"))
    picture = client.get(f"/m/tea/me/invitations/{link.id}/qr.svg")
    assert (picture.headers["Content-Type"], picture.content[:5]) == ("image/svg+xml", b"<svg ")
    assert "Ann invites you." in read(Client().get(f"/m/tea/join/?link={link.token}"))
    other, _bo = inside(host, "Bo")
    assert other.get(f"/m/tea/me/invitations/{link.id}/qr.svg").status_code == 404
    assert other.post(f"/m/tea/me/invitations/{link.id}/withdraw/").status_code == 404
    client.post(f"/m/tea/me/invitations/{link.id}/withdraw/")
    assert members.invitations(ann, mine=True)[0][0].state == "withdrawn"


@pytest.mark.row("G4")
def test_first_steps_stand_on_the_home_page_until_they_are_done(opened: Actor) -> None:
    members.set_joining(actor=opened, changes={"first_task": "Name your cup", "welcome": "Sit down!"})
    helper, old = inside(opened, "Old", greets=True)
    client = Client()
    assert "Sit down!" in read(knock(client, "New"))
    home = read(client.get("/m/tea/"))
    assert all(words in home for words in ("First steps", "Name your cup", "Old looks after you"))
    assert "New is new" in read(helper.get("/m/tea/"))
    client.post("/m/tea/welcome/", {"do": "task"})
    client.post("/m/tea/me/card/", {"name": "New", "needs": "cups"})
    ((person, _name),) = members.to_greet(old)
    helper.post(f"/m/tea/people/{person}/greet/")
    assert "First steps" not in read(client.get("/m/tea/"))


@pytest.mark.row("P4")
def test_a_member_takes_their_data_along_and_erases_it(opened: Actor) -> None:
    client, ann = inside(opened, "Ann", needs="a kiln")
    members.give_consent(actor=ann, what="rules", version="3")
    assert "version 3" in read(client.get("/m/tea/me/data/"))
    answer = client.get("/m/tea/me/data/export/")
    said = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert (said["person"]["name"], said["person"]["card"]["needs"]) == ("Ann", ["a kiln"])
    client.post("/m/tea/me/data/consent/", {"what": "rules"})
    assert members.consents(ann)[0].withdrawn_at is not None
    assert "not your name" in read(client.post("/m/tea/me/data/erase/", {"name": "Bo"}))
    assert client.post("/m/tea/me/data/erase/", {"name": "Ann"}).status_code == 302
    assert client.get("/m/tea/me/").url == "/m/tea/door/"  # type: ignore[attr-defined]
    assert members.find_people(opened, "ann")[1] == 0


@pytest.mark.row("P4")
def test_who_leaves_can_come_back_with_the_same_account(opened: Actor) -> None:
    client, ann = inside(opened, "Ann")
    assert "Leave Tea?" in read(client.get("/m/tea/me/leave/"))
    client.post("/m/tea/me/leave/")
    assert client.get("/m/tea/me/").status_code == 302
    knock(client, "Ann")
    assert members.standings(opened.here, [ann.person])[ann.person].is_active


@pytest.mark.row("P1")
def test_every_page_of_a_member_opens_and_nobody_elses(host: Actor, stranger: Actor) -> None:
    client, ann = inside(host, "Ann", needs="a kiln")
    foreign, zoe = inside(stranger, "Zoe", needs="a kiln")
    pages = ["", "people/", f"people/{ann.person}/", "introductions/", "welcome/", "me/", "me/card/", "me/data/"]
    for page in [*pages, "me/data/erase/", "me/leave/", "me/invitations/"]:
        assert client.get(f"/m/tea/{page}").status_code == 200, page
        assert foreign.get(f"/m/tea/{page}").status_code == 302, page
        assert Client().get(f"/m/tea/{page}").status_code == 302, page
    assert client.get(f"/m/tea/people/{zoe.person}/").status_code == 404
    assert client.post("/m/tea/introductions/propose/", {"other": zoe.person}).status_code == 404
