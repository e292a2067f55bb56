"""A stranger at the door: every way to stand there, and what they read."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import found
from qunli.portal.tests.conftest import knock


def read(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.row("G1")
def test_a_stranger_comes_in_without_address_password_or_javascript(opened: Actor) -> None:
    client = Client()
    answer = knock(client, "Ann")
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/m/tea/welcome/")  # type: ignore[attr-defined]
    assert "Welcome, Ann" in read(answer)
    assert client.get("/m/tea/me/").status_code == 200
    assert client.get("/m/tea/join/").url == "/m/tea/"  # type: ignore[attr-defined]


@pytest.mark.row("G1")
def test_a_hasty_form_is_refused_and_keeps_what_was_written(opened: Actor) -> None:
    answer = knock(Client(), "Ann <b>", seconds=10)
    assert answer.status_code == 422
    assert "wait half a minute" in read(answer)
    assert 'value="Ann &lt;b&gt;"' in read(answer)
    assert User.objects.count() == 1


@pytest.mark.row("G1")
def test_a_missing_answer_is_named_beside_its_question(opened: Actor) -> None:
    why = members.ask_question(actor=opened, question={"text": "Why tea?"})
    answer = knock(Client(), "Ann")
    assert f'aria-describedby="e-{why}"' in read(answer)
    assert "Answer this question, please." in read(answer)
    assert "Welcome, Ann" in read(knock(Client(), "Ann", **{f"q-{why}": "It warms"}))


@pytest.mark.row("G1")
def test_an_applicant_reads_where_they_stand_and_takes_it_back(opened: Actor) -> None:
    members.set_joining(actor=opened, changes={"reviewed": True})
    client = Client()
    assert "Your application is being read" in read(knock(client, "Ann"))
    assert client.get("/m/tea/").url == "/m/tea/door/"  # type: ignore[attr-defined]
    (waits,) = members.applications(opened)[0]
    members.decide_applications(actor=opened, applications=[waits.id], verdict="refuse", reason="Only growers")
    assert "Only growers" in read(client.get("/m/tea/join/"))
    assert 'name="puzzle"' in read(client.get("/m/tea/join/?again=1"))
    knock(client, "Ann")
    assert "You took your application back" in read(client.post("/m/tea/join/withdraw/", follow=True))


@pytest.mark.row("G1")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closed": True}, "Nobody is let in at the moment"),
        ({"invited_only": True}, "One comes in by invitation"),
        ({"reviewed": True}, "Send my application"),
        ({"capacity": 1}, "Put me on the waiting list"),
    ],
)
def test_the_door_says_how_it_stands(opened: Actor, changes: dict[str, object], words: str) -> None:
    members.admit(actor=opened, name="Old")
    members.set_joining(actor=opened, changes=changes)
    assert words in read(Client().get("/m/tea/join/"))


@pytest.mark.row("G2")
def test_a_link_leads_to_the_door_it_opens(host: Actor) -> None:
    members.invite(actor=host)
    token = members.invitations(host)[0][0].token
    client = Client()
    assert client.get(f"/j/{token}/").url == f"/m/tea/join/?link={token}"  # type: ignore[attr-defined]
    assert "You are invited." in read(client.get(f"/m/tea/join/?link={token}"))
    assert "Welcome, Ann" in read(knock(client, "Ann", link=token))
    assert "This link opens nothing any more" in read(Client().get(f"/m/tea/join/?link={token}"))
    assert "This link is not complete" in read(Client().get(f"/m/tea/join/?link={token[:-3]}"))
    assert Client().get("/j/nonsense/").status_code == 404


@pytest.mark.row("P1")
def test_a_link_from_the_bot_signs_in_after_a_question(host: Actor) -> None:
    token = members.sign_in_link(actor=host, person=members.admit(actor=host, name="Ann"))
    client = Client()
    for _preview in range(2):
        assert "as Ann" in read(client.get(f"/i/{token}/"))
    assert client.post(f"/i/{token}/").url == "/m/tea/"  # type: ignore[attr-defined]
    assert client.get("/m/tea/me/").status_code == 200
    assert "was used or is too old" in read(Client().post(f"/i/{token}/"))


@pytest.mark.row("P1")
def test_a_member_never_sees_the_console_and_a_colleague_sees_both(opened: Actor) -> None:
    client = Client()
    knock(client, "Ann")
    assert client.get("/").url == "/m/"  # type: ignore[attr-defined]
    for address in ("/c/tea/today/", "/c/tea/gather/", "/settings/colleagues/", "/communities/"):
        assert client.get(address).status_code in (403, 404)
    colleague = Client()
    colleague.force_login(User.objects.order_by("id")[0], backend="django.contrib.auth.backends.ModelBackend")
    assert "a colleague" in read(colleague.get("/m/tea/join/"))
    knock(colleague, "The host")
    assert colleague.get("/m/tea/me/").status_code == 200
    assert colleague.get("/c/tea/gather/").status_code == 200


@pytest.mark.row("F1")
def test_a_door_that_is_being_founded_lets_no_link_through(transactional_db: None) -> None:
    founder = found("Tea", lives_already=False)
    members.invite(actor=founder)
    token = members.invitations(founder)[0][0].token
    client = Client()
    assert "This community is being founded" in read(client.get("/m/tea/join/", {"link": token}))
    assert "Strangers are let in when" in read(knock(client, "Ann", link=token))
    assert User.objects.count() == 1
    assert 'href="/m/tea/join/"' not in read(client.get("/m/tea/door/"))


@pytest.mark.row("G1")
def test_a_browser_in_which_somebody_was_removed_is_looked_at(opened: Actor) -> None:
    client = Client()
    knock(client, "Rex")
    assert client.get("/m/tea/me/").status_code == 200
    (rex,) = members.find_people(opened)[0]
    members.remove_member(actor=opened, person=rex.id)
    client.cookies.pop("qunli_session")
    assert "Your application is being read" in read(knock(client, "Max"))
    desk = Client()
    desk.force_login(User.objects.get(email__isnull=False), backend="django.contrib.auth.backends.ModelBackend")
    page = read(desk.get("/c/tea/gather/applications/"))
    assert "This browser showed the pages of Rex, who was removed." in page
    other = Client()
    other.cookies["qunli_here"] = f"1.{rex.id}:forged"
    assert "Welcome, Bo" in read(knock(other, "Bo"))
