"""Knocking, applying, being let in, put in line or turned down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from qunli.core.actor import Actor, guest
from qunli.core.dispatch import dispatch
from qunli.core.models import User
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from qunli.domains.communities.facade import powers
from qunli.domains.members import door_decisions as door
from qunli.domains.members import facade as members
from qunli.domains.members.handlers import HANDLERS
from qunli.domains.members.tests.conftest import as_role
from qunli.domains.members.tests.test_membership import standing, told

pytestmark = pytest.mark.row("G1")
WHY: dict[str, Any] = {
    "text": "Why tea?",
    "counts": [["oolong", 3], ["普洱", 2], ["discount", -4]],
    "enough": 20,
    "worth": 1,
}


def opened(host: Actor, **changes: Any) -> None:
    members.set_joining(actor=host, changes={"invited_only": False, **changes})


def ask(host: Actor, **question: Any) -> str:
    return members.ask_question(actor=host, question={**WHY, **question})


def knocks(host: Actor, name: str, answers: dict[str, str] | None = None, **more: Any) -> members.Applied:
    return members.apply(actor=guest(host.here, more.pop("user", None)), name=name, answers=answers or {}, **more)


def state(host: Actor, one: members.Applied) -> str:
    return standing(host, one.person).state


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


def test_points_come_with_their_reasons(host: Actor) -> None:
    opened(host, reviewed=True)
    why = ask(host)
    knocks(host, "Ann", {why: "ＯＯＬＯＮＧ and 普洱茶, every single morning"})
    knocks(host, "Bo", {why: "a discount"})
    found, total = members.applications(host)
    assert (total, [(one.name, one.score) for one in found]) == (2, [("Ann", 6), ("Bo", -4)])
    assert [(one["kind"], one["value"], one["points"], one["limit"]) for one in found[0].reasons] == [
        ("word", "oolong", 3, 0),
        ("word", "普洱", 2, 0),
        ("length", "36", 1, 20),
    ]
    assert found[1].reasons[1] == {"question": "Why tea?", "kind": "short", "value": "10", "points": 0, "limit": 20}


def test_thresholds_decide_and_leave_the_rest_to_a_person(host: Actor) -> None:
    opened(host, reviewed=True, approve_from=3, refuse_below=0)
    why = ask(host, enough=0, worth=0)
    said = ("oolong", "water", "discount")
    assert [knocks(host, text, {why: text}).state for text in said] == ["active", "applied", "refused"]
    with pytest.raises(Invalid):
        members.set_joining(actor=host, changes={"refuse_below": 4})
    assert members.joining(host.here).thresholds.refuse_below == 0


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


def test_applications_are_decided_together_with_a_reason_and_taken_back(host: Actor) -> None:
    opened(host, reviewed=True)
    ann, bo, cy = (knocks(host, name) for name in ("Ann", "Bo", "Cy"))
    ids = {one.name: one.id for one in members.applications(host)[0]}
    with pytest.raises(Invalid):
        members.decide_applications(actor=host, applications=[ids["Bo"]], verdict="refuse", reason=" ")
    did = members.decide_applications(
        actor=host, applications=[ids["Bo"], ids["Cy"]], verdict="refuse", reason="Full of bosses"
    )
    members.decide_applications(actor=host, applications=[ids["Ann"]], verdict="admit")
    assert (did.refused, did.done) == (2, [ids["Bo"], ids["Cy"]])
    assert [state(host, one) for one in (ann, bo, cy)] == ["active", "refused", "refused"]
    seen = members.own_application(User.objects.get(id=bo.user), host.here)
    assert seen is not None
    assert (seen.state, seen.reason, seen.decided_by_name) == ("refused", "Full of bosses", "The host")
    for number in ids.values():
        members.undo_decision(actor=host, application=number)
    assert [state(host, one) for one in (ann, bo, cy)] == ["applied"] * 3
    assert told("MemberRemoved") == [{"community": host.community, "person": ann.person}]
    again = members.decide_applications(actor=host, applications=list(ids.values()), verdict="admit")
    assert (again.admitted, again.passed_over) == (3, 0)
    assert members.decide_applications(actor=host, applications=list(ids.values()), verdict="admit").passed_over == 3


def test_a_decision_is_final_after_a_day_or_a_new_application(host: Actor) -> None:
    opened(host, reviewed=True)
    ann = knocks(host, "Ann")
    (first,) = members.applications(host)[0]
    members.decide_applications(actor=host, applications=[first.id], verdict="refuse", reason="Not yet")
    assert knocks(host, "Ann", user=ann.user).person == ann.person
    with pytest.raises(Conflict):
        members.undo_decision(actor=host, application=first.id)
    (second,) = members.applications(host)[0]
    members.decide_applications(actor=host, applications=[second.id], verdict="refuse", reason="Still not")
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False), pytest.raises(Conflict):
        members.undo_decision(actor=host, application=second.id)
    assert state(host, ann) == "refused"


@pytest.mark.parametrize("way", ["leave", "remove", "enlarge"])
def test_the_waiting_list_moves_up_when_a_place_is_free(host: Actor, way: str) -> None:
    opened(host, capacity=1)
    ann, bo, cy = (knocks(host, name) for name in ("Ann", "Bo", "Cy"))
    assert [one.state for one in (ann, bo, cy)] == ["active", "waiting", "waiting"]
    last = members.own_application(User.objects.get(id=cy.user), host.here)
    assert last is not None
    assert last.before == 1
    if way == "leave":
        members.leave(actor=members.member_actor(host.here, ann.person))
    elif way == "remove":
        members.remove_member(actor=host, person=ann.person)
    else:
        members.set_joining(actor=host, changes={"capacity": 2})
    while dispatch(HANDLERS):
        pass
    assert [state(host, one) for one in (bo, cy)] == ["active", "waiting"]


def test_an_applicant_may_change_their_mind(host: Actor) -> None:
    opened(host, reviewed=True)
    ann = knocks(host, "Ann")
    members.withdraw_application(actor=guest(host.here, ann.user))
    assert (members.applications(host)[1], state(host, ann)) == (0, "left")
    with pytest.raises(NotFound):
        members.withdraw_application(actor=guest(host.here, ann.user))


def test_members_with_the_power_decide_and_others_do_not(host: Actor, stranger: Actor) -> None:
    opened(host)
    ann = knocks(host, "Ann")
    members.set_joining(actor=host, changes={"reviewed": True})
    bo = knocks(host, "Bo")
    (waits,) = members.applications(host)[0]
    for actor in (members.member_actor(host.here, ann.person), as_role(host, "analyst")):
        with pytest.raises(Forbidden):
            members.decide_applications(actor=actor, applications=[waits.id], verdict="admit")
        with pytest.raises(Forbidden):
            members.set_joining(actor=actor, changes={"closed": True})
    with pytest.raises(NotFound):
        members.decide_applications(actor=stranger, applications=[waits.id], verdict="admit")
    assert (state(host, bo), members.applications(stranger)[1]) == ("applied", 0)
    members.grant(actor=host, person=ann.person, powers={powers.ADMIT}, source="post:1")
    welcomer = members.member_actor(host.here, ann.person)
    assert members.decide_applications(actor=welcomer, applications=[waits.id], verdict="admit").admitted == 1


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
