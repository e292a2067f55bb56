"""Red packets in chats and on pages: a command in every chat, a tap on a card, for whoever did something."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import facade as engagement
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.red_packets.tests.conftest import ann, at, bo, given, hall, host, top_up
from tests.test_commands_in_groups import write

__all__ = ["ann", "bo", "hall", "host"]
pytestmark = [pytest.mark.django_db, pytest.mark.row("E3")]


@pytest.fixture
def phone(host: Actor) -> tuple[Client, Talker]:
    """Mei, signed in."""
    user = User.objects.create_user("mei@example.org", name="Mei")
    mei = admitted(host, "Mei", user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, mei


def page(host: Actor, name: str, *more: int | str) -> str:
    return reverse(name, args=[communities.community(host.here).slug, *more])


def test_the_newest_packet_is_opened_by_a_command(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    assert write(bo, hall, "/packet") == "There is no red packet here."
    packet = given(ann, hall, 1_000, 2, split="equal")
    assert write(bo, hall, "/packet") == "🧧 Bo got CN¥5.00.\n1 of 2 shares of CN¥10.00 are taken."
    assert write(bo, hall, "/红包") == "Bo got CN¥5.00 of it already.\n1 of 2 shares of CN¥10.00 are taken."
    write(ann, hall, "/packet")
    cy = admitted(host, "Cy")
    assert write(cy, hall, "/packet") == "All shares are taken.\n2 of 2 shares of CN¥10.00 are taken."
    assert at(host, f"packet:{packet}") == 0


def test_a_tap_on_the_card_opens_it(host: Actor, hall: int, ann: Talker, phone: tuple[Client, Talker]) -> None:
    client, mei = phone
    packet = given(ann, hall, 700, 1)
    card = client.get(page(host, "group_card", "packet", packet))
    assert b"packet-seal" in card.content
    opened = client.post(page(host, "open_packet", packet), headers={"HX-Request": "true"})
    assert "CN¥7.00" in opened.content.decode()
    assert b"packet-seal" not in opened.content
    assert at(host, f"member:{mei.person}") == 700
    shown = client.get(page(host, "member_packet", packet)).content.decode()
    assert "Mei" in shown
    assert client.get(page(host, "member_packets") + "?which=received").status_code == 200


def test_a_member_gives_one_from_the_page(host: Actor, hall: int, phone: tuple[Client, Talker]) -> None:
    client, mei = phone
    form = {
        "group": hall,
        "amount": "8.88",
        "currency": "CNY",
        "shares": "3",
        "audience": "all",
        "hours": "24",
        "key": "k",
    }
    short = client.post(page(host, "new_packet"), form)
    assert short.status_code == 409
    assert page(host, "top_up") in short.content.decode()
    top_up(host, mei.person, 1_000)
    made = [client.post(page(host, "new_packet"), form | {"key": "again"}) for _ in range(2)]
    assert [one.status_code for one in made] == [302, 302]
    assert red_packets.packets(host)[1] == 1
    assert at(host, f"member:{mei.person}") == 112


def test_people_are_named_on_the_page(
    host: Actor, hall: int, ann: Talker, bo: Talker, phone: tuple[Client, Talker]
) -> None:
    client, mei = phone
    top_up(host, mei.person, 1_000)
    form = {"group": hall, "amount": "1", "currency": "CNY", "shares": "1", "audience": "people", "hours": "24"}
    unknown = client.post(page(host, "new_packet"), form | {"people": "Bo\nNobody"})
    assert "Nobody here is called Nobody." in unknown.content.decode()
    admitted(host, "Bo")
    several = client.post(page(host, "new_packet"), form | {"people": "Bo"})
    assert "Several members are called Bo." in several.content.decode()
    assert client.post(page(host, "new_packet"), form | {"people": " Ann "}).status_code == 302
    (packet,), _total = red_packets.packets(host)
    assert red_packets.packet(ann.actor, packet.id).may_open
    assert not red_packets.packet(bo.actor, packet.id).may_open


def test_the_console_lists_packets_and_gives_the_communitys_own(host: Actor, hall: int, ann: Talker) -> None:
    client = Client()
    client.force_login(User.objects.get(id=host.id), backend="django.contrib.auth.backends.ModelBackend")
    form = {"group": hall, "amount": "30", "currency": "POINTS", "shares": "3", "audience": "all", "hours": "24"}
    assert client.post(page(host, "give_packet"), form | {"amount": "2"}).status_code == 422
    assert client.post(page(host, "give_packet"), form).status_code == 302
    (packet,), _total = red_packets.packets(host)
    red_packets.claim(actor=ann.actor, packet=packet.id)
    assert "the community" in client.get(page(host, "packets")).content.decode()
    assert "Ann" in client.get(page(host, "packet", packet.id)).content.decode()


def test_a_packet_can_be_for_whoever_checks_in_or_votes(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    check = engagement.open_check_in(actor=host, group=hall, title="Ten pages")
    poll = engagement.open_poll(actor=ann.actor, group=hall, question="Tea?", choices=["Yes", "No"]).or_refuse()
    for_here = given(ann, hall, 100, 2, audience="deed", deed=f"check-in:{check}")
    for_vote = given(ann, hall, 100, 2, audience="deed", deed=f"poll:{poll}")
    for packet in (for_here, for_vote):
        with pytest.raises(Forbidden):
            red_packets.claim(actor=bo.actor, packet=packet)
    assert red_packets.packet(bo.actor, for_here).for_whom == "for whoever did this: Ten pages"
    engagement.check_in(actor=bo.actor, check_in=check)
    engagement.vote(actor=bo.actor, poll=poll, choices=[0])
    for packet in (for_here, for_vote):
        assert red_packets.claim(actor=bo.actor, packet=packet).fresh
    with pytest.raises(Invalid) as refusal:
        given(ann, hall, 100, 1, audience="deed", deed="poll:999")
    assert refusal.value.field == "deed"
