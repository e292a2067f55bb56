"""Members choose what they are told, of which groups and when; operators choose the hours of whoever chose none."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.push_service import Browser
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host

__all__ = ["host"]
pytestmark = pytest.mark.row("P1")
PAGE = "/m/tea/me/told/"
TIMES = "Say from when until when, with two different times."


@pytest.fixture
def ann(host: Actor, client: Client) -> Talker:
    user = User.objects.create_user("ann@example.org", "a-long-enough-passphrase")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return admitted(host, "Ann", user.id)


def test_a_member_chooses_and_finds_it_again(host: Actor, ann: Talker, client: Client) -> None:
    hall, kitchen = (chat.open_group(actor=host, name=name) for name in ("Hall", "Kitchen"))
    given = {
        "level": "all",
        "shown": [hall, kitchen],
        "told": [hall],
        "hours": "own",
        "from": "21:30",
        "until": "06:00",
    }
    saved = client.post(PAGE, {**given, "zone": "Asia/Shanghai"})
    assert saved.status_code == 302
    choice = chat.own_choice(ann.actor)
    assert (choice.level, choice.muted, choice.hours, choice.zone) == ("all", {kitchen}, (1290, 360), "Asia/Shanghai")
    page = client.get(PAGE)
    assert [(one.name, told) for one, told in page.context["groups"]] == [("Hall", True), ("Kitchen", False)]
    assert b'value="21:30"' in page.content


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"level": "loud"}, "Choose one of these."),
        ({"hours": "own", "from": "7", "until": "8"}, TIMES),
        (
            {"hours": "own", "from": "07:00", "until": "07:00", "zone": "UTC"},
            "Say from when until when, with two different times.",
        ),
        ({"hours": "own", "from": "22:00", "until": "07:00", "zone": "Mars/Sea"}, "There is no such time zone."),
    ],
)
def test_what_cannot_be_chosen_is_said_and_changes_nothing(
    host: Actor, ann: Talker, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(PAGE, {"level": "none", "hours": "shared", **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert chat.own_choice(ann.actor).level == "mentions"


def test_a_browser_is_told_until_it_says_no_more(
    host: Actor, ann: Talker, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = client.get(f"{PAGE}browser/").json()["key"]
    assert (len(key), client.get(f"{PAGE}browser/").json()["key"]) == (87, key)
    device = {"endpoint": "https://push.example.org/abc", "keys": Browser().keys()}
    sent = client.post(f"{PAGE}browser/", device, "application/json")
    assert sent.status_code == 200
    assert chat.own_choice(ann.actor).browsers == 1
    assert client.post(f"{PAGE}browser/", {"endpoint": 1}, "application/json").status_code == 422
    assert client.post(f"{PAGE}browser/?end", device, "application/json").status_code == 200
    assert chat.own_choice(ann.actor).browsers == 0


def test_guests_are_told_nothing(host: Actor) -> None:
    assert Client().get(f"{PAGE}browser/").status_code == 302
    assert Client().post(f"{PAGE}browser/", {}, "application/json").status_code == 302


def test_an_operator_sets_the_hours_that_count_for_everybody(host: Actor, ann: Talker) -> None:
    operator = Client()
    operator.force_login(User.objects.get(id=host.id), backend="django.contrib.auth.backends.ModelBackend")
    address = "/c/tea/gather/groups/quiet/"
    operator.post(address, {"quiet": "on", "from": "22:00", "until": "07:00"})
    assert chat.own_choice(ann.actor).community_hours == (1320, 420)
    operator.post(address, {"quiet": "on", "from": "late", "until": "07:00"})
    assert chat.quiet_default(host) == (1320, 420)
    operator.post(address, {})
    assert chat.quiet_default(host) is None


def test_what_was_chosen_is_among_the_members_own_data(host: Actor, ann: Talker, client: Client) -> None:
    client.post(PAGE, {"level": "none", "hours": "never"})
    told = b"".join(client.get("/m/tea/me/data/export/").streaming_content)  # type: ignore[attr-defined]
    assert b'"notices":{"chosen":{"level":"none"' in told
    members.remove_member(actor=host, person=ann.person)
