"""Applications get points, are decided, wait for a place and are withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qunli.core.actor import Actor, guest
from qunli.core.dispatch import dispatch
from qunli.core.models import User
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities.facade import powers
from qunli.domains.members import facade as members
from qunli.domains.members.handlers import HANDLERS
from qunli.domains.members.tests.coming_in import told
from qunli.domains.members.tests.conftest import as_role
from qunli.domains.members.tests.knocking import ask, knocks, opened, state

pytestmark = pytest.mark.row("G1")


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
