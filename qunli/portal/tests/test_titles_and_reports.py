"""Titles stand beside names where members talk and look for each other; a message is reported from the group."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import says, take_in
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import found, host
from qunli.domains.moderation import facade as moderation
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.tests.test_group_page import _folder, hall, member

__all__ = ["_folder", "hall", "host"]


@pytest.mark.row("R4")
def test_titles_stand_in_the_group_the_directory_and_on_the_card(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    _, bo = member(host, "bo")
    stewardship.give_honour(actor=host, person=ann.person, title="Tea master", why="Thirty tastings")
    take_in(host, says(ann, hall, "Hello"), says(bo, hall, "Hi"))
    held = client.get(f"/m/tea/groups/{hall}/").context["held"]
    assert held["titles"] == {str(ann.person): ("Tea master",), str(bo.person): ()}
    members.describe_card(actor=ann.actor, needs=["cups"], listed=True)
    assert "Tea master</span>" in client.get("/m/tea/people/").content.decode()
    assert "Tea master</span>" in client.get(f"/m/tea/people/{ann.person}/").content.decode()


@pytest.mark.row("R4")
def test_titles_are_asked_for_by_members_of_this_community_only(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    stewardship.give_honour(actor=host, person=ann.person, title="Tea master", why="Thirty tastings")
    other = found("Coffee")
    cai = members.admit(actor=other, name="Cai")
    stewardship.give_honour(actor=other, person=cai, title="Roaster", why="Beans")
    answer = client.get("/m/tea/titles/", {"of": f"{ann.person},{cai},x,{9**30}"}).json()
    assert answer == {str(ann.person): ["Tea master"], str(cai): []}
    assert client.get("/m/coffee/titles/", {"of": str(cai)}).status_code == 302


@pytest.mark.row("P1")
def test_names_of_listed_members_are_completed_from_their_beginning(host: Actor, hall: int) -> None:
    client, _ann = member(host, "ann")
    people = {}
    for name, listed in (("Bo", True), ("Bob", True), ("Bonnie", False), ("小河", True)):
        people[name] = members.admit(actor=host, name=name)
        members.describe_card(actor=members.member_actor(host.here, people[name]), needs=["cups"], listed=listed)
    members.remove_member(actor=host, person=people["Bob"])
    identities = {one: members.standings(host.here, people.values())[people[one]].identity for one in ("Bo", "小河")}
    assert client.get("/m/tea/names/", {"q": "bo"}).json() == [[identities["Bo"], "Bo"]]
    assert client.get("/m/tea/names/", {"q": "小"}).json() == [[identities["小河"], "小河"]]
    assert client.get("/m/tea/names/").json() == []


@pytest.mark.row("R3")
def test_a_message_is_reported_with_a_reason_once_and_not_ones_own(host: Actor, hall: int) -> None:
    client, ann = member(host, "ann")
    _, bo = member(host, "bo")
    take_in(host, says(bo, hall, "Your tea is dishwater"), says(ann, hall, "Oh"))
    for _time in range(2):
        answer = client.post(f"/m/tea/groups/{hall}/messages/1/report/", {"reason": "abuse: at noon"})
        assert (answer.status_code, answer.json()["sentence"][:9]) == (200, "Thank you")
    own = client.post(f"/m/tea/groups/{hall}/messages/2/report/", {"reason": "abuse"})
    assert (own.status_code, own.json()["detail"]) == (409, "This is your own message; you can delete it.")
    with tenancy.within(host.here):
        (case,) = moderation.cases(host, moderation.Wanted())
        assert (case.reports, case.seq) == (1, 1)
        assert chat.message_in(host, hall, 1).text == "Your tea is dishwater"
