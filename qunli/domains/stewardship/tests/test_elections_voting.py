"""Members vote in secret and once, and what is counted decides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from qunli.core.actor import Actor
from qunli.core.models import Event, IdempotencyKey
from qunli.core.refusals import Conflict, Forbidden, Invalid, Refusal
from qunli.domains.stewardship import decisions
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.models import Mark
from qunli.domains.stewardship.tests.conftest import Later, Member, holders, powers_of
from qunli.domains.stewardship.tests.electing import ballot_of, box, open_election, vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


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
