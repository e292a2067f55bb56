"""A call with its applicants, and what lies in the ballot box."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.models import Ballot
from qunli.domains.stewardship.tests.conftest import Member, make_post


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


def box(host: Actor, call: int) -> dict[str, int]:
    with tenancy.within(host.here):
        return dict(Ballot.objects.get(id=ballot_of(host, call)).counts)
