"""A member's own program: introductions, motions, what they are told."""

from __future__ import annotations

import pytest

from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from tests.api.calls import Request, get, send
from tests.api.house import House, live_group, token_of
from tests.api.requests_of_members import CUPS, QUIET, introduction, motion

NOT_A_MEMBER = "Join this community with your account before your program speaks for you."


@pytest.mark.row("G5")
def test_an_introduction_is_answered_and_the_contact_comes_with_both_yes(house: House) -> None:
    number = introduction(house)
    (asked,) = get("/tea/introductions", house.ann_token).body
    assert (asked["id"], asked["name"], asked["says"], asked["contact"]) == (number, "Gil", None, "")
    answer = send(
        Request("POST", f"/tea/introductions/{number}/answer", {"yes": True, "contact": "ann@tea"}), house.ann_token
    )
    assert (answer.status, answer.body["state"]) == (200, "made")
    gil = members.member_actor(house.ann.here, asked["them"])
    assert members.introductions(gil)[0].contact == "ann@tea"


@pytest.mark.row("G5")
def test_nobody_answers_an_introduction_of_two_others(house: House) -> None:
    live_group(house)
    people = [members.member_actor(house.ann.here, members.admit(actor=house.ann, name=name)) for name in ("Gil", "Hu")]
    number = members.propose_introduction(actor=people[0], one=people[0].person, other=people[1].person)
    answer = send(Request("POST", f"/tea/introductions/{number}/answer", {"yes": True}), house.ann_token)
    assert answer.status == 404
    assert members.introductions(people[1])[0].state == "asked"


@pytest.mark.row("R4")
def test_a_motion_is_made_seconded_and_its_vote_counts_nothing_before_the_end(house: House) -> None:
    number = motion(house)
    made = send(Request("POST", "/tea/motions", CUPS | {"why": "Mine"}), house.ann_token).body
    assert (made["why"], made["state"], made["ballot"]) == ("Mine", "open", None)
    assert send(Request("POST", f"/tea/motions/{made['id']}/second"), house.ann_token).status == 403
    voting = send(Request("POST", f"/tea/motions/{number}/second"), house.ann_token).body
    assert (voting["state"], voting["seconds"], voting["ballot"]["counts"]) == ("voting", 1, {})
    assert send(Request("POST", f"/tea/motions/{made['id']}/withdraw"), house.ann_token).body["state"] == "withdrawn"


@pytest.mark.row("R4")
def test_who_is_no_member_makes_no_motion(house: House) -> None:
    motion(house)
    before = len(stewardship.motions(house.ann))
    answer = send(Request("POST", "/tea/motions", CUPS), token_of("manager", "write"))
    assert (answer.status, answer.body["detail"]) == (403, NOT_A_MEMBER)
    assert len(stewardship.motions(house.ann)) == before


@pytest.mark.row("P1")
def test_what_one_is_told_is_chosen_by_a_program_too(house: House) -> None:
    group = live_group(house)
    fresh = get("/tea/notices", house.ann_token).body
    assert (fresh["level"], fresh["hours"], fresh["devices"]) == ("mentions", "shared", 0)
    chosen = send(Request("PUT", "/tea/notices", QUIET | {"muted": [group, 4711]}), house.ann_token).body
    assert chosen == QUIET | {"muted": [group], "devices": 0}
    wrong = send(Request("PUT", "/tea/notices", QUIET | {"zone": "Tea/House"}), house.ann_token)
    assert (wrong.status, wrong.body["field"]) == (422, "zone")
    assert get("/tea/notices", house.ann_token).body == chosen
    never = send(Request("PUT", "/tea/notices", {"level": "none", "hours": "never"}), house.ann_token).body
    assert (never["level"], never["muted"], never["hours"], never["zone"]) == ("none", [], "never", "")
