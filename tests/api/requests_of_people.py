"""Requests for every address of joining, the team, posts and honours."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.domains.communities.powers import ADMIT, GOVERN, SEE
from qunli.domains.members import facade as members
from qunli.domains.members.models import Application, Membership, Person
from qunli.domains.stewardship import facade as stewardship
from tests.api.calls import Request
from tests.api.house import House
from tests.api.sample import Sample

POST = {"title": "Host", "duties": "Pours the tea", "filled_by": "election"}
DUTY = {"title": "Kettle", "what": "Boils the water"}
REASON = {"reason": "Nobody needs it"}


def application(house: House) -> int:
    """Somebody new who waits for a decision."""
    with tenancy.within(house.ann.here):
        person = Person.objects.create(community_id=house.ann.here, name="Gil", search="gil")
        Membership.objects.create(community_id=house.ann.here, person=person, state="applied")
        return Application.objects.create(community_id=house.ann.here, person=person).id


def refused(house: House) -> int:
    """An application that was just turned down."""
    number = application(house)
    members.decide_applications(actor=house.ann, applications=[number], verdict="refuse", reason="No")
    return number


def invitation(house: House) -> int:
    return members.invite(actor=house.ann)


def duty(house: House) -> int:
    return members.give_duty(actor=house.ann, title="Cups")


def post(house: House) -> int:
    return stewardship.describe_post(actor=house.ann, title="Host", duties="Pours the tea")


def call(house: House) -> int:
    """A call for a new post, for which Bo applied."""
    members.admit(actor=house.ann, person=house.bo)
    number = stewardship.open_call(actor=house.ann, post=post(house))
    stewardship.apply(actor=members.member_actor(house.ann.here, house.bo), call=number, statement="I like tea")
    return number


def honour(house: House) -> int:
    members.admit(actor=house.ann, person=house.bo)
    return stewardship.give_honour(actor=house.ann, person=house.bo, title="Tea master", why="Thirty tastings")


def _verdict(house: House, verdict: str) -> Request:
    body = {"applications": [application(house)], "verdict": verdict, "reason": "So"}
    return Request("POST", "/tea/applications/decide", body)


def _honours(house: House, title: str) -> Request:
    members.admit(actor=house.ann, person=house.bo)
    return Request("POST", "/tea/honours", {"person": house.bo, "title": title, "why": "Thirty tastings"})


def _appoint(house: House, person: int) -> Request:
    members.admit(actor=house.ann, person=person)
    return Request("POST", f"/tea/posts/{post(house)}/appoint", {"person": person})


def _listed(house: House, why: str) -> Request:
    return Request("POST", f"/tea/calls/{call(house)}/short-list", {"people": [house.bo], "why": why})


OF_PEOPLE: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/applications"): Sample(SEE, lambda house: Request("GET", "/tea/applications")),
    ("POST", "/{slug}/applications/decide"): Sample(
        ADMIT, lambda house: _verdict(house, "refuse"), lambda house: _verdict(house, "wait")
    ),
    ("POST", "/{slug}/applications/{application}/undo"): Sample(
        ADMIT,
        lambda house: Request("POST", f"/tea/applications/{refused(house)}/undo"),
        lambda house: Request("POST", f"/tea/applications/{refused(house)}/undo"),
    ),
    ("GET", "/{slug}/invitations"): Sample(SEE, lambda house: Request("GET", "/tea/invitations")),
    ("POST", "/{slug}/invitations"): Sample(
        ADMIT,
        lambda house: Request("POST", "/tea/invitations", {"uses": 3, "days": 7, "note": "Poster"}),
        lambda house: Request("POST", "/tea/invitations", {"uses": 4}),
    ),
    ("DELETE", "/{slug}/invitations/{invitation}"): Sample(
        ADMIT,
        lambda house: Request("DELETE", f"/tea/invitations/{invitation(house)}"),
        lambda house: Request("DELETE", f"/tea/invitations/{invitation(house)}"),
    ),
    ("GET", "/{slug}/directory"): Sample(SEE, lambda house: Request("GET", "/tea/directory?q=tea&city=Bern")),
    ("GET", "/{slug}/team"): Sample(SEE, lambda house: Request("GET", "/tea/team")),
    ("POST", "/{slug}/team"): Sample(
        GOVERN,
        lambda house: Request("POST", "/tea/team", DUTY),
        lambda house: Request("POST", "/tea/team", DUTY | {"title": "Pot"}),
    ),
    ("PUT", "/{slug}/team/{duty}"): Sample(
        GOVERN,
        lambda house: Request("PUT", f"/tea/team/{duty(house)}", DUTY),
        lambda house: Request("PUT", f"/tea/team/{duty(house)}", DUTY | {"title": "Pot"}),
    ),
    ("DELETE", "/{slug}/team/{duty}"): Sample(
        GOVERN,
        lambda house: Request("DELETE", f"/tea/team/{duty(house)}"),
        lambda house: Request("DELETE", f"/tea/team/{duty(house)}"),
    ),
    ("GET", "/{slug}/posts"): Sample(SEE, lambda house: Request("GET", "/tea/posts")),
    ("POST", "/{slug}/posts"): Sample(
        GOVERN,
        lambda house: Request("POST", "/tea/posts", POST),
        lambda house: Request("POST", "/tea/posts", POST | {"title": "Guard"}),
    ),
    ("PUT", "/{slug}/posts/{post}"): Sample(
        GOVERN,
        lambda house: Request("PUT", f"/tea/posts/{post(house)}", POST),
        lambda house: Request("PUT", f"/tea/posts/{post(house)}", POST | {"title": "Guard"}),
    ),
    ("POST", "/{slug}/posts/{post}/close"): Sample(
        GOVERN,
        lambda house: Request("POST", f"/tea/posts/{post(house)}/close", REASON),
        lambda house: Request("POST", f"/tea/posts/{post(house)}/close", REASON),
    ),
    ("POST", "/{slug}/posts/{post}/appoint"): Sample(
        GOVERN, lambda house: _appoint(house, house.bo), lambda house: _appoint(house, house.cy)
    ),
    ("POST", "/{slug}/posts/{post}/calls"): Sample(
        GOVERN,
        lambda house: Request("POST", f"/tea/posts/{post(house)}/calls", {"tie": "lot"}),
        lambda house: Request("POST", f"/tea/posts/{post(house)}/calls", {"quorum": 30}),
    ),
    ("GET", "/{slug}/calls"): Sample(SEE, lambda house: Request("GET", "/tea/calls")),
    ("GET", "/{slug}/calls/{call}"): Sample(SEE, lambda house: Request("GET", f"/tea/calls/{call(house)}")),
    ("POST", "/{slug}/calls/{call}/short-list"): Sample(
        GOVERN, lambda house: _listed(house, ""), lambda house: _listed(house, "Because")
    ),
    ("POST", "/{slug}/calls/{call}/cancel"): Sample(
        GOVERN,
        lambda house: Request("POST", f"/tea/calls/{call(house)}/cancel", REASON),
        lambda house: Request("POST", f"/tea/calls/{call(house)}/cancel", REASON),
    ),
    ("GET", "/{slug}/honours"): Sample(SEE, lambda house: Request("GET", "/tea/honours")),
    ("POST", "/{slug}/honours"): Sample(
        GOVERN, lambda house: _honours(house, "Tea master"), lambda house: _honours(house, "Early bird")
    ),
    ("DELETE", "/{slug}/honours/{honour}"): Sample(
        GOVERN,
        lambda house: Request("DELETE", f"/tea/honours/{honour(house)}"),
        lambda house: Request("DELETE", f"/tea/honours/{honour(house)}"),
    ),
}
