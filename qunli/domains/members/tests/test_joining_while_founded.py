"""A community that is being founded lets no stranger in; those who found it come in all the same."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.core.refusals import Forbidden
from qunli.domains.members import facade as members
from qunli.domains.members.joining_decisions import FOUNDING, why_shut
from qunli.domains.members.models import Application, Membership
from qunli.domains.members.operations.move_up import move_up
from qunli.domains.members.tests.conftest import found
from qunli.domains.members.tests.knocking import knocks, opened

pytestmark = pytest.mark.row("G1")


@pytest.fixture
def founder(transactional_db: None) -> Actor:
    """Owner of Tea, which is being founded."""
    return found("Tea", lives_already=False)


def test_neither_an_open_door_nor_a_link_lets_a_stranger_in(founder: Actor) -> None:
    opened(founder)
    members.invite(actor=founder)
    for link in ("", members.invitations(founder)[0][0].token):
        with pytest.raises(Forbidden) as refused:
            knocks(founder, "Ann", invitation=link)
        assert refused.value.sentence == FOUNDING
    assert members.find_people(founder)[1] == User.objects.count() - 1 == 0
    assert members.invitations(founder)[0][0].used == 0
    with tenancy.within(founder.here):
        assert not Application.objects.exists()


def test_the_founders_let_in_whom_they_know(founder: Actor) -> None:
    ann = members.admit(actor=founder, name="Ann")
    assert members.standings(founder.here, [ann])[ann].state == "active"
    assert members.joining(founder.here).founding


def test_nobody_moves_up_before_the_community_is_open(founder: Actor) -> None:
    opened(founder)
    ann = members.admit(actor=founder, name="Ann")
    with tenancy.within(founder.here):
        Membership.objects.filter(person_id=ann).update(state="waiting")
        Application.objects.create(community_id=founder.here, person_id=ann, state=Application.State.WAITING)
    assert move_up(actor=system(founder.here)) == 0
    assert members.standings(founder.here, [ann])[ann].state == "waiting"


@pytest.mark.parametrize(
    ("founding", "closed", "invited_only", "invited", "open_"),
    [
        (True, False, False, True, False),
        (False, True, False, True, False),
        (False, False, True, False, False),
        (False, False, True, True, True),
        (False, False, False, False, True),
    ],
)
def test_a_door_is_shut_for_one_reason_at_a_time(
    founding: bool, closed: bool, invited_only: bool, invited: bool, open_: bool
) -> None:
    shut = why_shut(founding=founding, closed=closed, invited_only=invited_only, invited=invited)
    assert (shut is None) == open_
    assert (shut == FOUNDING) == founding
