"""A member holds a post: powers for a time, responsibility, titles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from qunli.core.actor import Actor, system
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden, Invalid
from qunli.domains.chat import facade as chat
from qunli.domains.chat.ports import Utterance
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import as_role
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tests.conftest import Later, Member, appoint, holders, make_post, powers_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


def test_whoever_is_appointed_has_the_powers_until_the_term_ends(host: Actor, member: Member, later: Later) -> None:
    post = make_post(host, term_days=30)
    mei = member("Mei")
    with pytest.raises(Forbidden):
        members.silence(actor=mei, person=member("Bo").id or 0, until=None)
    appoint(host, post, mei)
    members.silence(actor=member("Mei"), person=member("Bo").id or 0, until=None)
    later(days=29)
    assert (holders(host, post), powers_of(mei)) == (["Mei"], {"moderate"})
    later(days=2)
    assert (holders(host, post), powers_of(mei)) == ([], set())
    with pytest.raises(Forbidden):
        members.silence(actor=member("Mei"), person=member("Bo").id or 0, until=None)


def test_before_the_end_there_is_one_reminder(host: Actor, member: Member, later: Later) -> None:
    post = make_post(host, term_days=30)
    appoint(host, post, member("Mei"))
    later(days=10)
    assert not Event.objects.filter(kind="stewardship.TermEndsSoon").exists()
    later(days=10)
    later(days=1)
    assert Event.objects.filter(kind="stewardship.TermEndsSoon").count() == 1
    assert stewardship.terms_of(member("Mei"), member("Mei").id or 0)[0].soon


def test_no_more_members_hold_a_post_than_it_has_seats(host: Actor, member: Member) -> None:
    post = make_post(host, seats=2)
    appoint(host, post, member("Mei"))
    appoint(host, post, member("Lin"))
    with pytest.raises(Conflict):
        appoint(host, post, member("Bo"))
    with pytest.raises(Conflict):
        make_post(host, post=post, seats=1)
    assert (holders(host, post), powers_of(member("Bo"))) == (["Mei", "Lin"], set())


def test_a_post_described_anew_gives_its_holders_its_new_powers(host: Actor, member: Member) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    make_post(host, post=post, powers=["announce", "activities"])
    assert powers_of(member("Mei")) == {"announce", "activities"}


def test_exactly_one_person_answers_for_the_group_and_the_team_names_the_same_one(host: Actor, member: Member) -> None:
    post = make_post(host, title="Group keeper", whole_group=True)
    with pytest.raises(Conflict):
        make_post(host, title="Another keeper", whole_group=True)
    with pytest.raises(Invalid):
        make_post(host, post=post, whole_group=True, seats=2)
    appoint(host, post, member("Mei"))
    assert [(one.title, one.holder) for one in members.duties(host.here) if one.whole_group] == [
        ("Group keeper", "Mei")
    ]
    stewardship.name_deputy(actor=host, post=post, person=member("Bo").id or 0)
    stewardship.step_down(actor=member("Mei"), post=post)
    assert [one.holder for one in members.duties(host.here) if one.whole_group] == ["Bo"]


def test_closing_a_post_ends_its_terms_and_its_call(host: Actor, member: Member) -> None:
    post = make_post(host, seats=2)
    appoint(host, post, member("Mei"))
    call = stewardship.open_call(actor=host, post=post)
    stewardship.close_post(actor=host, post=post, reason="Nobody needs it")
    assert (stewardship.posts(host), powers_of(member("Mei"))) == ([], set())
    assert stewardship.call(member("Mei"), call).state == "cancelled"


@pytest.mark.parametrize("who", ["analyst", "member"])
def test_members_and_analysts_do_not_keep_posts(host: Actor, member: Member, who: str) -> None:
    post = make_post(host)
    somebody = member("Mei") if who == "member" else as_role(host, who)
    mei = member("Mei").id or 0
    deeds: list[Any] = [
        lambda: make_post(somebody, title="Mine"),
        lambda: stewardship.close_post(actor=somebody, post=post, reason="x"),
        lambda: stewardship.open_call(actor=somebody, post=post),
        lambda: stewardship.appoint(actor=somebody, post=post, person=mei),
        lambda: stewardship.remove_holder(actor=somebody, post=post, person=mei, reason="x"),
        lambda: stewardship.give_honour(actor=somebody, person=mei, title="Star", why="x"),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    assert [one.title for one in stewardship.posts(host)] == ["Discipline"]
    assert (stewardship.calls(host), holders(host, post), stewardship.honours(host)) == ([], [], [])


def test_titles_stand_beside_names_and_an_honour_needs_a_deed(host: Actor, member: Member) -> None:
    post = make_post(host)
    appoint(host, post, member("Mei"))
    mei = member("Mei").id or 0
    with pytest.raises(Invalid):
        stewardship.give_honour(actor=host, person=mei, title="Tea sage", why="")
    honour = stewardship.give_honour(actor=host, person=mei, title="Tea sage", why="Taught forty people to brew")
    assert stewardship.titles(host.here, [mei]) == {mei: ("Discipline", "Tea sage")}
    stewardship.take_honour(actor=host, honour=honour)
    assert stewardship.titles(host.here, [mei]) == {mei: ("Discipline",)}


def test_the_scorecard_counts_what_was_done_since_the_post_was_taken_up(host: Actor, member: Member) -> None:
    group = chat.open_group(actor=host, name="Teapot")
    post = make_post(host)
    standing = members.standings(host.here, [member("Mei").id or 0])[member("Mei").id or 0]

    def says(number: int, hours: int) -> Utterance:
        at = int((timezone.now() + timedelta(hours=hours)).timestamp() * 1000)
        return Utterance(group, standing.person, standing.identity or 0, f"k{number}", at, "Tea")

    chat.receive(actor=system(host.here), batch=[says(1, -1)])
    appoint(host, post, member("Mei"))
    chat.receive(actor=system(host.here), batch=[says(2, 0), says(3, 24)])
    (term,) = stewardship.terms_of(host, standing.person)
    card = stewardship.scorecard(member("Bo"), term.id)
    assert (card.messages, card.days, card.spoken_to, card.votes, card.votes_held) == (2, 2, 0, 0, 0)
