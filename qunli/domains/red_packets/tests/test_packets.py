"""Members give red packets and open them: each once, all of it, and what nobody opens goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.red_packets.matters import matters
from qunli.domains.red_packets.models import Packet
from qunli.domains.red_packets.operations.follow_merge import follow_merge
from qunli.domains.red_packets.tasks import give_back_of
from qunli.domains.red_packets.tests.conftest import as_role, at, cny, given, sound, wish
from qunli.kit.money import POINTS, Money

pytestmark = [pytest.mark.django_db, pytest.mark.row("E3")]


def test_a_packet_stands_in_the_group_as_a_card_and_its_money_lies_in_it(host: Actor, hall: int, ann: Talker) -> None:
    packet = given(ann, hall, message="Happy new year")
    (said,) = chat.messages_before(ann.actor, hall)
    assert (said.kind, said.card, said.person) == ("card", {"kind": "packet", "id": packet}, ann.person)
    assert said.text == "🧧 Happy new year"
    assert (at(host, f"member:{ann.person}"), at(host, f"packet:{packet}")) == (1_112, 8_888)


def test_each_takes_one_share_and_the_last_taker_closes_it(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    packet = given(ann, hall, 1_000, 2, split="equal")
    first = red_packets.claim(actor=bo.actor, packet=packet)
    assert (first.amount, first.place, first.fresh) == (cny(500), 0, True)
    again = red_packets.open_packet(bo.actor, packet)
    assert (again.amount, again.fresh) == (cny(500), False)
    assert at(host, f"member:{bo.person}") == 500
    red_packets.claim(actor=ann.actor, packet=packet)
    view = red_packets.packet(bo.actor, packet)
    assert (view.state, view.taken, view.mine, view.may_open) == ("empty", 2, cny(500), False)
    assert [(one.name, one.amount.minor) for one in view.lines] == [("Ann", 500), ("Bo", 500)]
    with pytest.raises(Conflict) as refusal:
        red_packets.claim(actor=admitted(host, "Cy").actor, packet=packet)
    assert refusal.value.code == "empty"
    sound(host, packet)


def test_the_luckiest_of_a_random_packet_is_named_once_it_is_empty(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    packet = given(ann, hall, 1_001, 2)
    red_packets.claim(actor=bo.actor, packet=packet)
    assert not any(one.best for one in red_packets.packet(ann.actor, packet).lines)
    red_packets.claim(actor=ann.actor, packet=packet)
    lines = red_packets.packet(ann.actor, packet).lines
    assert [one.best for one in lines] == [
        one.amount == max(lines, key=lambda one: one.amount.minor).amount for one in lines
    ]
    sound(host, packet)


def test_those_who_come_at_once_are_served_in_line(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    packet = given(ann, hall, 20, 2, split="equal")
    cy = admitted(host, "Cy")
    people = [bo.person, bo.person, cy.person, ann.person, 999_999]
    answers = red_packets.claim_together(actor=system(host.here), packet=packet, people=people)
    assert [getattr(one, "place", None) for one in answers] == [0, 0, 1, None, None]
    assert [getattr(one, "code", "") for one in answers[3:]] == ["empty", "forbidden"]
    assert (at(host, f"member:{bo.person}"), at(host, f"member:{cy.person}")) == (10, 10)
    sound(host, packet)


def test_a_wallet_that_is_short_gives_nothing(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    with pytest.raises(ledger.NotEnough):
        red_packets.fund(actor=bo.actor, wish=wish(hall))
    assert chat.messages_before(ann.actor, hall) == []
    assert red_packets.packets(host) == ([], 0)


def test_the_same_key_gives_once(host: Actor, hall: int, ann: Talker) -> None:
    posted = [red_packets.fund(actor=ann.actor, wish=wish(hall, 100), key="once") for _ in range(2)]
    assert posted[0] == posted[1]
    assert at(host, f"member:{ann.person}") == 9_900
    with pytest.raises(Conflict):
        red_packets.fund(actor=ann.actor, wish=wish(hall, 200), key="once")
    assert at(host, f"member:{ann.person}") == 9_900


def test_what_the_group_refuses_costs_nothing(host: Actor, hall: int, ann: Talker) -> None:
    chat.describe_group(actor=host, group=hall, name="Hall", announcements_only=True, closed=False)
    posted = red_packets.fund(actor=ann.actor, wish=wish(hall))
    assert (posted.number, posted.sentence) == (None, "Only those who announce can write here.")
    assert at(host, f"member:{ann.person}") == 10_000
    assert red_packets.packets(host) == ([], 0)


def test_what_nobody_opened_goes_back_once(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    packet = given(ann, hall, 900, 3, split="equal", hours=1)
    red_packets.claim(actor=bo.actor, packet=packet)
    give_back_of(host.here)
    assert at(host, f"packet:{packet}") == 600
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        with pytest.raises(Conflict) as refusal:
            red_packets.claim(actor=ann.actor, packet=packet)
        assert refusal.value.code == "over"
        give_back_of(host.here)
        give_back_of(host.here)
        view = red_packets.packet(ann.actor, packet)
        assert (view.state, view.taken, view.back) == ("over", 1, cny(600))
    assert (at(host, f"member:{ann.person}"), at(host, f"member:{bo.person}")) == (9_700, 300)
    sound(host, packet)


def test_the_community_issues_points_and_books_money_as_a_cost(host: Actor, hall: int, bo: Talker) -> None:
    points = red_packets.fund_for_community(actor=host, wish=wish(hall, shares=1, amount=Money(30, POINTS))).number
    money = red_packets.fund_for_community(actor=host, wish=wish(hall, 500, 1)).number
    assert (at(host, "issue", POINTS), at(host, "cost:packets")) == (-30, -500)
    for packet in (points, money):
        red_packets.claim(actor=bo.actor, packet=packet or 0)
    assert (at(host, f"member:{bo.person}", POINTS), at(host, f"member:{bo.person}")) == (30, 500)
    assert [one.kind for one in chat.messages_before(bo.actor, hall)] == ["announcement", "announcement"]
    for nobody in (as_role(host, "analyst"), bo.actor):
        with pytest.raises(Forbidden):
            red_packets.fund_for_community(actor=nobody, wish=wish(hall))
    assert (at(host, "issue", POINTS), at(host, "cost:packets")) == (-30, -500)


def test_a_packet_for_named_people_is_for_them(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    packet = given(ann, hall, 100, 1, audience="people", people=(bo.person,))
    with pytest.raises(Forbidden):
        red_packets.claim(actor=ann.actor, packet=packet)
    assert not red_packets.packet(ann.actor, packet).may_open
    assert red_packets.claim(actor=bo.actor, packet=packet).amount == cny(100)
    with pytest.raises(Invalid) as refusal:
        given(ann, hall, 100, 1, audience="people", people=(999_999,))
    assert refusal.value.field == "people"
    sound(host, packet)


def test_who_left_and_who_is_elsewhere_opens_nothing(
    host: Actor, stranger: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    packet = given(ann, hall, 100, 2)
    members.leave(actor=bo.actor)
    with pytest.raises(Forbidden):
        red_packets.claim(actor=bo.actor, packet=packet)
    cy = members.member_actor(stranger.here, members.admit(actor=stranger, name="Cy"))
    for deed in (
        lambda: red_packets.claim(actor=cy, packet=packet),
        lambda: red_packets.packet(cy, packet),
        lambda: red_packets.fund(actor=cy, wish=wish(hall)),
    ):
        with pytest.raises(NotFound):
            deed()
    assert at(host, f"packet:{packet}") == 100


def test_money_that_did_not_go_back_waits_on_today(host: Actor, hall: int, ann: Talker) -> None:
    given(ann, hall, 100, 2, hours=1)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)), tenancy.within(host.here):
        (matter,) = matters(host)
        assert matter.title == "1 red packet is over and its rest did not go back"
        assert matters(ann.actor) == []
    with tenancy.within(host.here):
        assert matters(host) == []


def test_given_and_received_are_listed_apart(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    packet = given(ann, hall, 100, 1)
    red_packets.claim(actor=bo.actor, packet=packet)
    assert [red_packets.packets(ann.actor, which)[1] for which in ("", "given", "received")] == [1, 1, 0]
    assert [red_packets.packets(bo.actor, which)[1] for which in ("", "given", "received")] == [1, 0, 1]
    assert red_packets.received(bo.actor) == [cny(100)]
    assert red_packets.exported(host.here, bo.person)["got"][0]["amount"] == 100
    assert red_packets.exported(host.here, ann.person)["given"][0]["shares"] == 1


def test_the_rest_of_a_packet_goes_to_whom_two_people_turned_out_to_be(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    packet = given(ann, hall, 100, 2, hours=1)
    follow_merge(actor=system(host.here), kept=bo.person, merged=ann.person)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        give_back_of(host.here)
    assert at(host, f"member:{bo.person}") == 100
    with tenancy.within(host.here):
        assert Packet.objects.get(id=packet).back == 100
