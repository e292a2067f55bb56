"""The operator's pages: applications, newcomers, links, how one joins, a member's place."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.actor import Actor, guest
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.domains.members.tests.coming_in import come, standing

IN = "/c/tea/gather"


@pytest.fixture
def console(host: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.order_by("id")[0], backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.row("G1")
def test_the_operator_sets_the_door_asks_and_decides(host: Actor, console: Client) -> None:
    form = {"reviewed": "on", "members_invite": "on", "invite_after_days": "7", "invite_quota": "5", "invite_uses": "1"}
    form |= {"invite_days": "14", "capacity": "", "approve_from": "5", "refuse_below": "", "welcome": "Hi"}
    assert console.post(f"{IN}/joining/", form).status_code == 302
    wrong = console.post(f"{IN}/joining/", {**form, "capacity": "many"})
    assert (wrong.status_code, "from 1 to 1000000" in read(wrong)) == (422, True)
    assert members.joining(host.here).capacity is None
    asked = {
        "text": "Why?",
        "kind": "text",
        "required": "on",
        "counts": "tea = 2\nfun＝-1",
        "enough": "0",
        "worth": "0",
    }
    assert console.post(f"{IN}/joining/questions/", asked).status_code == 302
    assert console.post(f"{IN}/joining/questions/", {**asked, "counts": "tea = two"}).status_code == 422
    (question,) = members.joining(host.here).questions
    assert question.counts == (("tea", 2), ("fun", -1))
    for name in ("Ann", "Bo"):
        members.apply(actor=guest(host.here), name=name, answers={question.id: "tea and fun"})
    page = read(console.get(f"{IN}/applications/"))
    assert all(words in page for words in ("says “tea”", "<b>+2</b>", "<b>-1</b>", "1 point"))
    ids = [one.id for one in members.applications(host)[0]]
    console.post(f"{IN}/applications/decide/", {"application": ids, "verdict": "refuse", "reason": ""})
    assert members.applications(host)[1] == 2
    console.post(f"{IN}/applications/decide/", {"application": ids, "verdict": "refuse", "reason": "No places"})
    assert "No places" in read(console.get(f"{IN}/applications/?state=refused"))
    console.post(f"{IN}/applications/{ids[0]}/undo/")
    assert members.applications(host)[1] == 1
    console.post(f"{IN}/joining/questions/{question.id}/place/")
    assert members.joining(host.here).questions == ()


@pytest.mark.row("G2")
def test_the_operator_makes_links_and_sees_who_brought_whom(host: Actor, console: Client) -> None:
    assert "Nobody has made a link yet" in read(console.get(f"{IN}/invitations/"))
    console.post(f"{IN}/invitations/", {"uses": "3", "days": "9", "note": "Fair"})
    (link,) = members.invitations(host)[0]
    page = read(console.get(f"{IN}/invitations/"))
    assert f"/j/{link.token}/" in page
    assert console.get(f"{IN}/invitations/{link.id}/qr.svg").status_code == 200
    assert console.post(f"{IN}/invitations/", {"uses": "0", "days": "9"}).status_code == 422
    console.post(f"{IN}/invitations/{link.id}/withdraw/")
    assert members.invitations(host)[0][0].state == "withdrawn"


@pytest.mark.row("G4")
def test_the_operator_sees_how_far_newcomers_are(host: Actor, console: Client) -> None:
    assert "Nobody has come in yet" in read(console.get(f"{IN}/newcomers/"))
    come(host, "Ann")
    page = read(console.get(f"{IN}/newcomers/"))
    assert "Ann" in page
    assert "nobody greets yet" in page


@pytest.mark.row("P1")
def test_a_members_place_is_decided_on_their_page(host: Actor, console: Client) -> None:
    ann = come(host, "Ann")
    do = f"{IN}/{ann}/membership/"
    assert "/i/" in read(console.post(do, {"do": "link"}, follow=True))
    console.post(do, {"do": "day"})
    assert standing(host, ann).silent_until is not None
    console.post(do, {"do": "speak"})
    assert standing(host, ann).silent_until is None
    console.post(do, {"do": "remove"})
    assert standing(host, ann).state == "removed"
    assert "Make them a member" in read(console.get(f"{IN}/{ann}/"))
    console.post(do, {"do": "admit"})
    assert standing(host, ann).state == "active"
