"""A group checks in each day, and days in a row are counted where the community is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from qunli.core.actor import Actor
from qunli.core.refusals import Conflict, Forbidden, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members

pytestmark = [pytest.mark.django_db, pytest.mark.row("E7")]


@pytest.fixture
def host(host: Actor) -> Actor:
    """Who runs a community that lives in Shanghai."""
    made = communities.create_community(actor=host, name="Oolong", time_zone="Asia/Shanghai")
    return communities.actor_in(host, made)


@pytest.fixture
def daily(host: Actor, hall: int) -> int:
    return engagement.open_check_in(actor=host, group=hall, title="Read ten pages")


def at(day: int, hour: int = 12) -> time_machine.travel:
    return time_machine.travel(datetime(2026, 3, day, hour, tzinfo=UTC), tick=False)


def test_once_a_day_with_a_streak_until_a_day_is_missed(host: Actor, daily: int, ann: Talker) -> None:
    found = []
    for day in (1, 1, 2, 3, 5):
        with at(day):
            here = engagement.check_in(actor=ann.actor, check_in=daily)
            found.append((here.fresh, here.streak))
    assert found == [(True, 1), (False, 1), (True, 2), (True, 3), (True, 1)]
    with at(6):
        view = engagement.shown_check_in(ann.actor, daily)
        assert (view.mine, view.streak, view.longest, view.today) == (False, 1, 3, 0)
    with at(7):
        assert engagement.shown_check_in(ann.actor, daily).streak == 0


def test_a_day_ends_at_midnight_where_the_community_is(host: Actor, daily: int, ann: Talker) -> None:
    with at(1, 15):  # 23:00 in Shanghai
        assert engagement.check_in(actor=ann.actor, check_in=daily).streak == 1
    with at(1, 17):  # 01:00 on the next day
        assert engagement.check_in(actor=ann.actor, check_in=daily).streak == 2


def test_who_did_today_stands_in_order_with_their_notes(host: Actor, daily: int, ann: Talker, bo: Talker) -> None:
    with at(1, 1):
        engagement.check_in(actor=bo.actor, check_in=daily)
    with at(1, 2):
        engagement.check_in(actor=ann.actor, check_in=daily, note="Chapter 3")
        engagement.check_in(actor=ann.actor, check_in=daily, note="Chapter 3 and 4")
        assert [(one.name, one.note) for one in engagement.today(bo.actor, daily)] == [
            ("Bo", ""),
            ("Ann", "Chapter 3 and 4"),
        ]


def test_on_the_board_lasting_streaks_come_first(host: Actor, daily: int, ann: Talker, bo: Talker) -> None:
    for day in (1, 2, 3):
        with at(day):
            engagement.check_in(actor=bo.actor, check_in=daily)
    for day in (4, 5):
        with at(day):
            engagement.check_in(actor=ann.actor, check_in=daily)
    with at(5):
        lines = engagement.board(host, daily)
    assert [(one.name, one.streak, one.longest, one.days) for one in lines] == [("Ann", 2, 2, 2), ("Bo", 0, 3, 3)]


def test_a_group_has_one_check_in_and_those_who_run_activities_keep_it(
    host: Actor, hall: int, daily: int, ann: Talker
) -> None:
    with pytest.raises(Conflict):
        engagement.open_check_in(actor=host, group=hall, title="Another")
    for deed in (
        lambda: engagement.open_check_in(actor=ann.actor, group=hall, title="Mine"),
        lambda: engagement.close_check_in(actor=ann.actor, check_in=daily),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert [one.title for one in engagement.check_ins(ann.actor)] == ["Read ten pages"]
    engagement.close_check_in(actor=host, check_in=daily)
    with pytest.raises(NotFound):
        engagement.check_in(actor=ann.actor, check_in=daily)
    assert engagement.open_check_in(actor=host, group=hall, title="Another") != daily


def test_a_card_stands_in_the_group_when_a_member_opens_it(host: Actor, hall: int) -> None:
    user = host.id
    members.admit(actor=host, name="Host", user=user)
    number = engagement.open_check_in(actor=host, group=hall, title="Read")
    (said,) = chat.messages_before(host, hall)
    assert (said.card, said.text) == ({"kind": "check-in", "id": number}, "📅 Read")
