"""Findings become proposals; decisions are kept, undone, and measured."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import Event
from qunli.core.refusals import Forbidden, Invalid, NotFound
from qunli.domains.chat.tests.conftest import Bring, as_role, bring
from qunli.domains.counsel import decisions
from qunli.domains.counsel import facade as counsel
from qunli.domains.counsel.models import Proposal
from qunli.domains.counsel.operations.forget_person import forget_people
from qunli.domains.counsel.operations.measure_outcomes import measure_outcomes
from qunli.domains.counsel.operations.refresh_proposals import refresh_proposals
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tests.conftest import END, Draw, draw, drawn, write
from qunli.domains.members.tests.conftest import host, stranger

__all__ = ["bring", "draw", "drawn", "host", "stranger"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def proposed(drawn: Actor) -> Actor:
    """Proposals stand on the picture."""
    refresh_proposals(actor=system(drawn.community))
    return drawn


def welcome(actor: Actor) -> counsel.ProposalView:
    return next(one for one in counsel.today(actor) if one.kind == "welcome")


@pytest.mark.row("U10")
def test_the_newcomer_nobody_answered_is_worth_doing_first(proposed: Actor) -> None:
    first = counsel.today(proposed)[0]
    assert first.kind == "welcome"
    assert first.said["en"]["title"] == "Welcome Nia"
    assert "Nia" in first.said["zh-hans"]["title"]
    assert first.said["zh-hans"]["title"] != first.said["en"]["title"]
    assert first.said["en"]["evidence"]


def test_proposing_again_changes_nothing(proposed: Actor) -> None:
    before = counsel.today(proposed)
    refresh_proposals(actor=system(proposed.community))
    assert counsel.today(proposed) == before


@pytest.mark.row("U10")
def test_what_is_done_leaves_today_and_rests(proposed: Actor) -> None:
    one = welcome(proposed)
    counsel.mark_done(actor=proposed, proposal=one.id)
    refresh_proposals(actor=system(proposed.community))
    assert one.id not in [other.id for other in counsel.today(proposed)]
    assert counsel.decided(proposed)[0][0].decided_by == "The host"
    counsel.reopen(actor=proposed, proposal=one.id)
    assert one.id in [other.id for other in counsel.today(proposed)]
    states = [event.body["state"] for event in Event.objects.filter(kind="counsel.ProposalDecided").order_by("id")]
    assert states == ["done", "open"]


def test_what_was_put_off_comes_back_by_itself(proposed: Actor) -> None:
    one = welcome(proposed)
    counsel.snooze(actor=proposed, proposal=one.id, choice="week")
    assert one.id not in [other.id for other in counsel.today(proposed)]
    with tenancy.within(proposed.community or 0):
        Proposal.objects.filter(id=one.id).update(snoozed_until=timezone.now() - timedelta(minutes=1))
    assert one.id in [other.id for other in counsel.today(proposed)]


def test_turning_down_needs_a_reason(proposed: Actor) -> None:
    one = welcome(proposed)
    with pytest.raises(Invalid):
        counsel.dismiss(actor=proposed, proposal=one.id, reason="  ")
    assert welcome(proposed).id == one.id
    counsel.dismiss(actor=proposed, proposal=one.id, reason="She is my sister")
    assert counsel.decided(proposed)[0][0].reason == "She is my sister"


def test_an_analyst_and_a_stranger_decide_nothing(proposed: Actor, stranger: Actor) -> None:
    one = welcome(proposed)
    with pytest.raises(Forbidden):
        counsel.mark_done(actor=as_role(proposed, "analyst"), proposal=one.id)
    with pytest.raises(NotFound):
        counsel.mark_done(actor=stranger, proposal=one.id)
    assert counsel.today(stranger) == []
    assert welcome(proposed).state == "open"


@pytest.mark.row("U10")
def test_thirty_days_later_it_is_known_what_came_of_it(
    proposed: Actor, bring: Bring, draw: Draw, tmp_path: Path
) -> None:
    one = welcome(proposed)
    counsel.mark_done(actor=proposed, proposal=one.id)
    keeper = system(proposed.community)
    assert measure_outcomes(actor=keeper, as_of=insight.picture(proposed).as_of) == 0
    later = [(END + timedelta(days=day), who, "Still here") for day in range(1, 35) for who in ("Nia", "Ana")]
    bring(write(tmp_path / "later.csv", later))
    draw(proposed)
    assert measure_outcomes(actor=keeper, as_of=insight.picture(proposed).as_of) >= 1
    record = next(one for one in counsel.records(proposed) if one.kind == "welcome")
    assert (record.done_came, record.done_asked) == (1, 1)


def test_an_erased_person_leaves_the_proposals(proposed: Actor) -> None:
    one = welcome(proposed)
    assert forget_people(actor=system(proposed.community), people=[one.people[0]]) >= 1
    assert "Nia" not in str(counsel.today(proposed))


@pytest.mark.parametrize(
    ("state", "days", "rests"),
    [("done", 13, True), ("done", 15, False), ("dismissed", 59, True), ("dismissed", 61, False), ("open", 0, False)],
)
def test_decisions_rest_for_a_time(state: str, days: int, rests: bool) -> None:
    now = timezone.now()
    assert decisions.rests(state, now - timedelta(days=days), None, now) is rests


def test_only_who_wrote_afterwards_came_back() -> None:
    assert decisions.came_back([1, 2, 3], {1: 100, 2: 99, 3: None}, since=99) == 1
