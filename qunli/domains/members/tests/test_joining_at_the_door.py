"""Knocking: a door that is open or closed, its questions, invitations and puzzles."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from qunli.core.actor import Actor, guest
from qunli.core.models import User
from qunli.core.refusals import Conflict, Forbidden, Invalid, TooMany
from qunli.domains.members import door_decisions as door
from qunli.domains.members import facade as members
from qunli.domains.members.tests.knocking import ask, knocks, opened

pytestmark = pytest.mark.row("G1")


def test_an_untouched_community_opens_by_invitation_only(host: Actor) -> None:
    with pytest.raises(Forbidden):
        knocks(host, "Ann")
    assert members.find_people(host)[1] == 0
    assert User.objects.count() == 1


def test_an_open_door_lets_in_and_gives_an_account(host: Actor) -> None:
    opened(host)
    ann = knocks(host, "Ann")
    assert ann.state == "active"
    user = User.objects.get(id=ann.user)
    assert (user.email, user.has_usable_password()) == (None, False)
    assert members.enter_as_member(user, "tea")[0].id == ann.person
    with pytest.raises(Conflict):
        knocks(host, "Ann again", user=ann.user)


def test_a_closed_door_is_closed_for_a_link_too(host: Actor) -> None:
    opened(host, closed=True)
    link = members.invite(actor=host)
    with pytest.raises(Forbidden):
        knocks(host, "Ann", invitation=members.invitations(host)[0][0].token)
    assert (link, members.invitations(host)[0][0].used) == (members.invitations(host)[0][0].id, 0)


def test_a_question_must_be_answered_and_the_entrance_rightly(host: Actor) -> None:
    opened(host)
    why = ask(host)
    door_word = ask(host, text="Which leaf?", kind="entrance", accepted=["Camellia sinensis", "茶树"])
    for answers, wrong in (({}, why), ({why: "x", door_word: "rose"}, door_word)):
        with pytest.raises(Invalid) as refused:
            knocks(host, "Ann", answers)
        assert refused.value.field == f"q-{wrong}"
    assert members.find_people(host)[1] == 0
    assert knocks(host, "Ann", {why: "x", door_word: " camellia  SINENSIS"}).state == "active"


def test_an_invitation_spares_the_review_if_so_set(host: Actor) -> None:
    opened(host, reviewed=True)
    members.invite(actor=host, uses=2)
    link = members.invitations(host)[0][0].token
    assert knocks(host, "Ann", invitation=link).state == "active"
    members.set_joining(actor=host, changes={"invited_pass": False})
    assert knocks(host, "Bo", invitation=link).state == "applied"


def solved(puzzle: str, bits: int) -> str:
    return next(str(count) for count in range(2**24) if door.proved(puzzle, str(count), bits))


def test_a_puzzle_lets_in_once_and_only_after_a_moment(host: Actor) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        puzzle, bits = members.puzzle_for(host.here)
        count = solved(puzzle, bits)
        assert bits == 15
        with pytest.raises(Invalid):
            members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=puzzle, count=count)
        clock.shift(3)
        members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=puzzle, count=count)
        with pytest.raises(Conflict):
            members.knock(actor=guest(host.here), address="192.0.2.2", puzzle=puzzle, count=count)


def test_without_javascript_the_door_opens_slowly_and_to_few(host: Actor) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        puzzle, _bits = members.puzzle_for(host.here)
        clock.shift(29)
        with pytest.raises(Invalid):
            members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=puzzle)
        for _try in range(3):
            puzzle, _bits = members.puzzle_for(host.here)
            clock.shift(30)
            members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=puzzle)
        puzzle, _bits = members.puzzle_for(host.here)
        clock.shift(30)
        with pytest.raises(TooMany):
            members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=puzzle)
        members.knock(actor=guest(host.here), address="192.0.2.9", puzzle=puzzle)


def test_one_address_knocks_twelve_times_an_hour(host: Actor) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for at in range(13):
            puzzle, bits = members.puzzle_for(host.here)
            clock.shift(3)
            here = f"2001:db8:0:1::{at}"
            if at == 12:
                with pytest.raises(TooMany):
                    members.knock(actor=guest(host.here), address=here, puzzle=puzzle, count=solved(puzzle, bits))
            else:
                members.knock(actor=guest(host.here), address=here, puzzle=puzzle, count=solved(puzzle, bits))


def test_a_puzzle_of_another_community_or_of_nobody_opens_nothing(host: Actor, stranger: Actor) -> None:
    puzzle, _bits = members.puzzle_for(stranger.here)
    for given in (puzzle, "made-up", "", f"{host.here}.0.x:1:y"):
        with pytest.raises(Invalid):
            members.knock(actor=guest(host.here), address="192.0.2.1", puzzle=given, count="1")


def test_puzzles_get_harder_while_many_knock() -> None:
    assert [door.bits(knocks) for knocks in (0, 19, 20, 40, 80, 10_000)] == [15, 15, 16, 17, 18, 20]


def test_only_guests_knock(host: Actor) -> None:
    with pytest.raises(Forbidden):
        members.apply(actor=host, name="Ann", answers={})
