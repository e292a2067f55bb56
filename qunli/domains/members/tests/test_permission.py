"""Who may do what with people, and that nobody reaches another community's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qunli.core.actor import Actor, system
from qunli.core.refusals import Forbidden, NotFound
from qunli.domains.members import facade as members
from qunli.domains.members import policy
from qunli.domains.members.facade import Seen
from qunli.domains.members.tests.conftest import as_role

MEMBER = Actor(kind="member", id=5, community=1)


@pytest.mark.parametrize(
    ("may", "allowed"),
    [
        (policy.may_see, {"owner", "manager", "analyst"}),
        (policy.may_gather, {"owner", "manager"}),
        (policy.may_export, {"owner", "manager"}),
        (policy.may_erase, {"owner"}),
    ],
)
def test_each_power_belongs_to_these_roles(may: Callable[[Actor], object], allowed: set[str]) -> None:
    nobody = Actor(kind="operator", id=1, operator=1, community=1)
    assert {role for role in ("owner", "manager", "analyst") if may(as_role(nobody, role))} == allowed
    assert bool(may(system(1))) is True
    assert [bool(may(actor)) for actor in (nobody, MEMBER)] == [False, False]


def deeds(person: int, other: int, merge: int, match: int) -> list[Callable[[Actor], object]]:
    """Everything that reaches one community's people by their ids."""
    return [
        lambda actor: members.person(actor, person),
        lambda actor: members.merge_people(actor=actor, kept=person, merged=other),
        lambda actor: members.undo_merge(actor=actor, merge=merge),
        lambda actor: members.accept_match(actor=actor, match=match),
        lambda actor: members.decline_match(actor=actor, match=match),
        lambda actor: members.describe_person(actor=actor, person=person, name="X", note=""),
        lambda actor: members.export_person(actor=actor, person=person),
        lambda actor: members.erase_person(actor=actor, person=person),
    ]


@pytest.fixture
def theirs(host: Actor) -> tuple[int, int, int, int]:
    """Person, another, a merge and a match of the community Tea."""
    for platform in ("slack", "telegram"):
        members.recognise(
            actor=host, platform=platform, seen=[Seen("1", "Ada Lovelace", "adalove"), Seen("2", "王小明")]
        )
    members.match_people(actor=host)
    (match,) = members.matches(host)
    return match.one.id, match.other.id, members.merges(host)[0].id, match.id


def test_another_communitys_people_are_not_there(
    stranger: Actor, host: Actor, theirs: tuple[int, int, int, int]
) -> None:
    for deed in deeds(*theirs):
        with pytest.raises(NotFound):
            deed(stranger)
    assert members.find_people(stranger) == ([], 0)
    assert members.identities(stranger) == []
    assert (members.merges(stranger), members.matches(stranger), members.people(stranger, theirs[:2])) == ([], [], {})
    assert len(members.find_people(host)[0]) == 3
    assert len(members.matches(host)) == 1


def test_an_analyst_may_look_and_touch_nothing(host: Actor, theirs: tuple[int, int, int, int]) -> None:
    analyst = as_role(host, "analyst")
    look, *touch = deeds(*theirs)
    look(analyst)
    for deed in touch:
        with pytest.raises(Forbidden):
            deed(analyst)
    with pytest.raises(Forbidden):
        members.recognise(actor=analyst, platform="qq", seen=[Seen("9", "Zoe")])
    assert len(members.find_people(host)[0]) == 3


def test_the_same_id_on_one_platform_is_two_people_in_two_communities(host: Actor, stranger: Actor) -> None:
    here = members.recognise(actor=host, platform="qq", seen=[Seen("1", "Ann")])
    there = members.recognise(actor=stranger, platform="qq", seen=[Seen("1", "Ann")])
    assert (here.created, there.created) == (1, 1)
    assert here.ids["1"] != there.ids["1"]
