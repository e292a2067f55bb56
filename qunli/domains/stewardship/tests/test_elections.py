"""Members apply, vote in secret, and somebody takes up the post."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event, IdempotencyKey
from qunli.core.refusals import Conflict, Forbidden, Invalid, Refusal
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.models import Ballot, Mark
from qunli.domains.stewardship.tests.conftest import Later, Member, holders, make_post, powers_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


def open_election(host: Actor, member: Member, names: tuple[str, ...] = ("Mei", "Lin"), **terms: object) -> int:
    call = stewardship.open_call(actor=host, post=make_post(host), **terms)  # type: ignore[arg-type]
    for name in names:
        stewardship.apply(actor=member(name), call=call, statement=f"{name} is patient")
    return call


def ballot_of(host: Actor, call: int) -> int:
    view = stewardship.call(host, call).ballot
    assert view is not None
    return view.id


def vote(host: Actor, call: int, voter: Actor, choice: Actor | str) -> None:
    said = choice if isinstance(choice, str) else str(choice.id)
    stewardship.cast(actor=voter, ballot=ballot_of(host, call), choice=said)


def test_from_the_call_to_the_post(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    assert stewardship.call(host, call).state == "voting"
    for voter, choice in (("Mei", "Mei"), ("Lin", "Lin"), ("Bo", "Lin")):
        vote(host, call, member(voter), member(choice))
    later(days=8)
    view = stewardship.call(member("Bo"), call)
    assert [(one.name, one.votes, one.state) for one in view.applications] == [
        ("Lin", 2, "chosen"),
        ("Mei", 1, "not_chosen"),
    ]
    post = stewardship.post(host, view.post)
    assert [(one.name, one.how) for one in post.holders] == [("Lin", "elected")]
    assert post.deputy is not None
    assert post.deputy.name == "Mei"
    assert powers_of(member("Lin")) == {"moderate"}
    assert powers_of(member("Mei")) == set()


def test_who_voted_is_known_and_for_whom_is_nowhere(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    stewardship.short_list(actor=host, call=call, people=[member(name).id or 0 for name in ("Mei", "Lin")])
    vote(host, call, member("Bo"), member("Lin"))
    view = stewardship.call(host, call)
    assert stewardship.voters(member("Mei"), ballot_of(host, call)) == ["Bo"]
    assert view.ballot is not None
    assert (view.ballot.voted, view.ballot.counts, [one.votes for one in view.applications]) == (1, {}, [None, None])
    assert {field.name for field in Mark._meta.get_fields()} == {"id", "community", "ballot", "person"}
    lin = member("Lin").id
    told = [event.body for event in Event.objects.filter(kind="stewardship.BallotCast")]
    assert told == [{"community": host.here, "ballot": ballot_of(host, call), "person": member("Bo").id}]
    assert lin not in told[0].values()
    assert not IdempotencyKey.objects.exists()


def test_a_second_vote_changes_nothing(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0, member("Lin").id or 0])
    vote(host, call, member("Bo"), member("Lin"))
    with pytest.raises(Conflict):
        vote(host, call, member("Bo"), member("Mei"))
    assert box(host, call) == {str(member("Lin").id): 1, str(member("Mei").id): 0, "none": 0}


def box(host: Actor, call: int) -> dict[str, int]:
    with tenancy.within(host.here):
        return dict(Ballot.objects.get(id=ballot_of(host, call)).counts)


def test_votes_for_what_is_not_on_the_ballot_leave_no_mark(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0], why="Lin has a post already")
    with pytest.raises(Invalid):
        vote(host, call, member("Bo"), member("Lin"))
    assert stewardship.voters(host, ballot_of(host, call)) == []
    vote(host, call, member("Bo"), "none")
    assert box(host, call)["none"] == 1


def test_whoever_joined_after_the_vote_opened_and_the_operator_cannot_vote(
    host: Actor, member: Member, later: Later
) -> None:
    call = open_election(host, member)
    later(days=8)
    later(hours=1)
    for stranger in (member("Late"), host):
        with pytest.raises(Forbidden):
            vote(host, call, stranger, member("Mei"))
    assert (stewardship.voters(host, ballot_of(host, call)), box(host, call)) == ([], {})


def test_too_few_votes_elect_nobody(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member, quorum=60)
    later(days=8)
    vote(host, call, member("Bo"), member("Lin"))
    later(days=8)
    view = stewardship.call(host, call)
    assert (view.state, str(view.why), view.ballot and view.ballot.needed) == ("failed", "Too few members voted.", 2)
    assert (holders(host, view.post), powers_of(member("Lin"))) == ([], set())


def test_a_tie_goes_to_the_earlier_member_as_was_said_before(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    vote(host, call, member("Mei"), member("Mei"))
    vote(host, call, member("Lin"), member("Lin"))
    later(days=8)
    assert holders(host, stewardship.call(host, call).post) == ["Mei"]


def test_a_lot_is_drawn_with_a_seed_whose_digest_was_shown_before(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member, tie="lot")
    before = stewardship.call(member("Bo"), call)
    assert (before.seed, len(before.digest)) == ("", 64)
    later(days=8)
    vote(host, call, member("Mei"), member("Mei"))
    vote(host, call, member("Lin"), member("Lin"))
    later(days=8)
    after = stewardship.call(member("Bo"), call)
    assert decisions.digest(after.seed) == before.digest
    first = min((member("Mei"), member("Lin")), key=lambda one: decisions.lot(after.seed, one.id or 0))
    assert holders(host, after.post) == [first.name]


def test_a_call_that_nobody_answers_ends(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member, names=())
    later(days=8)
    view = stewardship.call(host, call)
    assert (view.state, str(view.why)) == ("failed", "Nobody applied.")


def test_applications_are_private_while_they_are_open_and_can_be_withdrawn(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    assert [one.name for one in stewardship.call(member("Mei"), call).applications] == ["Mei"]
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin", "Mei"]
    stewardship.withdraw_application(actor=member("Mei"), call=call)
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin"]


def test_applying_late_is_refused(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    with pytest.raises(Conflict):
        stewardship.apply(actor=member("Bo"), call=call, statement="Me too")
    assert [one.name for one in stewardship.call(host, call).applications] == ["Lin", "Mei"]


def test_leaving_people_off_the_short_list_needs_a_reason(host: Actor, member: Member) -> None:
    call = open_election(host, member)
    with pytest.raises(Invalid):
        stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0])
    assert stewardship.call(host, call).state == "open"
    with pytest.raises(Invalid):
        stewardship.short_list(actor=host, call=call, people=[member("Bo").id or 0], why="I like Bo")


def test_a_cancelled_election_is_never_counted_and_members_read_why(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    vote(host, call, member("Bo"), member("Lin"))
    stewardship.cancel_call(actor=host, call=call, reason="Two accounts were one person")
    later(days=8)
    view = stewardship.call(member("Bo"), call)
    assert (view.state, view.why, box(host, call), holders(host, view.post)) == (
        "cancelled",
        "Two accounts were one person",
        {},
        [],
    )
    assert [one.reason for one in stewardship.interventions(member("Bo"))] == ["Two accounts were one person"]


def test_the_operator_cannot_appoint_while_members_vote(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    post = stewardship.call(host, call).post
    with pytest.raises(Conflict):
        stewardship.appoint(actor=host, post=post, person=member("Bo").id or 0)
    assert holders(host, post) == []


def test_somebody_elected_again_begins_a_new_term_and_others_hand_over(
    host: Actor, member: Member, later: Later
) -> None:
    post = make_post(host)
    stewardship.appoint(actor=host, post=post, person=member("Bo").id or 0)
    call = stewardship.open_call(actor=host, post=post)
    stewardship.apply(actor=member("Mei"), call=call, statement="Me")
    later(days=8)
    vote(host, call, member("Lin"), member("Mei"))
    later(days=8)
    assert (holders(host, post), powers_of(member("Bo"))) == (["Mei"], set())
    assert [one.ended_words for one in stewardship.roster(host, post)] == ["", "handed over"]


def test_a_candidate_who_left_is_not_elected(host: Actor, member: Member, later: Later) -> None:
    call = open_election(host, member)
    later(days=8)
    vote(host, call, member("Bo"), member("Lin"))
    vote(host, call, member("Mei"), member("Mei"))
    vote(host, call, member("Lin"), member("Lin"))
    members.leave(actor=member("Lin"))
    later(days=8)
    assert holders(host, stewardship.call(host, call).post) == ["Mei"]


def test_twenty_members_who_vote_at_once_and_twice_are_counted_once(host: Actor, member: Member) -> None:
    voters = [member(f"Voter {number}") for number in range(20)]
    call = open_election(host, member)
    stewardship.short_list(actor=host, call=call, people=[member("Mei").id or 0, member("Lin").id or 0])
    ballot, choices = ballot_of(host, call), [str(member("Mei").id), str(member("Lin").id)]

    def cast(number: int) -> int:
        try:
            stewardship.cast(actor=voters[number % 20], ballot=ballot, choice=choices[number % 2])
        except Refusal:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(cast, [*range(20), *range(20)]))
    connection.close()
    assert taken == 20
    assert box(host, call) == {choices[0]: 10, choices[1]: 10, "none": 0}
    assert len(stewardship.voters(host, ballot)) == 20
