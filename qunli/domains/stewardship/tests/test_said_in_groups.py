"""Calls, votes and what came of them are said where members talk."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import Lane, User
from qunli.core.refusals import Forbidden
from qunli.domains.chat import facade as chat
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.handlers import HANDLERS
from qunli.domains.stewardship.tests.conftest import Later, Member, make_post
from qunli.domains.stewardship.tests.electing import ballot_of, open_election, vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


@pytest.fixture
def hall(host: Actor) -> int:
    return chat.open_group(actor=host, name="Hall")


def said(host: Actor, group: int) -> list[str]:
    """Texts of a group, up to the moment until which something is open."""
    with tenancy.within(host.here):
        return [one.text.split(" until ")[0] for one in chat.messages_before(host, group)]


def test_a_call_its_vote_and_its_outcome_are_announced_once_each(
    host: Actor, member: Member, later: Later, hall: int
) -> None:
    call = open_election(host, member)
    later(hours=1)
    stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0, member("Lin").id or 0])
    later(hours=1)
    for name in ("Mei", "Lin", "Bo"):
        vote(host, call, member(name), member("Mei"))
    later(days=8)
    told = [
        "Who wants to be Discipline? Members can apply",
        "Who becomes Discipline? The secret vote is on",
        "It is decided who is Discipline.",
    ]
    assert said(host, hall) == told
    with tenancy.within(host.here):
        messages = chat.messages_before(host, hall)
    assert {(one.name, one.kind) for one in messages} == {("Tea", "announcement")}
    assert [one.card for one in messages] == [{"kind": "call", "id": call}] * 3


def test_a_handler_that_begins_anew_says_nothing_a_second_time(
    host: Actor, member: Member, later: Later, hall: int
) -> None:
    open_election(host, member)
    later(hours=1)
    before = said(host, hall)
    Lane.objects.all().delete()
    dispatch(HANDLERS)
    assert len(before) == 1
    assert said(host, hall) == before


def test_what_is_long_over_is_not_told_as_news(host: Actor, member: Member, later: Later, hall: int) -> None:
    stewardship.cancel_call(actor=host, call=open_election(host, member), reason="Never mind")
    Lane.objects.all().delete()
    later(days=3)
    assert said(host, hall) == []


def test_a_vote_for_which_nobody_stood_and_one_called_off_are_told_with_the_reason(
    host: Actor, member: Member, later: Later, hall: int
) -> None:
    open_election(host, member, names=())
    later(days=8)
    stewardship.cancel_call(
        actor=host, call=stewardship.open_call(actor=host, post=make_post(host, "Welcome")), reason="Too early"
    )
    later(hours=1)
    assert said(host, hall)[-2:] == [
        "Nobody was chosen as Discipline. Nobody applied.",
        "The call for Welcome was cancelled: Too early",
    ]


def test_only_the_first_group_hears_it_until_others_are_chosen(
    host: Actor, member: Member, later: Later, hall: int
) -> None:
    kitchen = chat.open_group(actor=host, name="Kitchen")
    open_election(host, member)
    later(hours=1)
    assert (len(said(host, hall)), said(host, kitchen)) == (1, [])
    stewardship.choose_groups(actor=host, groups=[kitchen, 4711])
    stewardship.open_call(actor=host, post=make_post(host, "Welcome"))
    later(hours=1)
    assert (len(said(host, hall)), len(said(host, kitchen))) == (1, 1)


def test_the_operator_turns_it_off_on_the_page_of_posts(
    host: Actor, member: Member, later: Later, hall: int, client: Client
) -> None:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert f'value="{hall}" checked' in client.get("/c/tea/govern/posts/").content.decode()
    client.post("/c/tea/govern/posts/said-in/", {})
    assert f'value="{hall}"> Hall' in client.get("/c/tea/govern/posts/").content.decode()
    open_election(host, member)
    later(hours=1)
    assert said(host, hall) == []


def test_nothing_is_said_in_a_closed_group(host: Actor, member: Member, later: Later, hall: int) -> None:
    stewardship.choose_groups(actor=host, groups=[hall])
    chat.describe_group(actor=host, group=hall, name="Hall", announcements_only=False, closed=True)
    open_election(host, member)
    later(hours=1)
    assert said(host, hall) == []


def test_members_who_do_not_keep_the_posts_choose_no_groups(host: Actor, member: Member, hall: int) -> None:
    with pytest.raises(Forbidden, match="not among those who keep the posts"):
        stewardship.choose_groups(actor=member("Mei"), groups=[])
    assert [said for _group, said in stewardship.said_in(host)] == [True]


def test_cards_count_votes_and_never_say_whose(
    host: Actor, member: Member, later: Later, hall: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []
    call = open_election(host, member)
    stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0, member("Lin").id or 0])
    later(hours=1)
    monkeypatch.setattr(chat, "card_changed", lambda **given: told.append(given))
    vote(host, call, member("Bo"), "none")
    later(hours=1)
    assert told == [{"community": host.here, "group": hall, "kind": "call", "number": call, "counts": {"voted": 1}}]
    assert ballot_of(host, call) > 0
