"""Requests for what members do by a program: introductions, motions, what they are told."""

from __future__ import annotations

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.communities import facade as communities
from qunli.domains.communities.models import Colleague
from qunli.domains.communities.powers import ACT, GOVERN, SEE
from qunli.domains.members import facade as members
from qunli.domains.members.models import Membership
from qunli.domains.stewardship import facade as stewardship
from tests.api.calls import Request
from tests.api.house import House, live_group
from tests.api.sample import Sample

CUPS = {"en": "Bring a cup.", "zh": "自带杯子。", "why": "Less waste"}
QUIET = {"level": "all", "hours": "own", "quiet_from": "22:00", "quiet_until": "07:00", "zone": "Asia/Shanghai"}


def _asker(house: House) -> Actor:
    """The member whose account made the newest token."""
    live_group(house)
    newest = Colleague.objects.filter(operator_id=house.ann.acts_for).order_by("-id")[0]
    with tenancy.within(house.ann.here):
        person = Membership.objects.get(user_id=newest.user_id).person_id
    return members.member_actor(house.ann.here, person)


def _newcomer(house: House) -> Actor:
    return members.member_actor(house.ann.here, members.admit(actor=house.ann, name="Gil"))


def introduction(house: House, *, made: bool = False) -> int:
    """Somebody new wants to know the asker; anew each time."""
    asker, other = _asker(house), _newcomer(house)
    number = members.propose_introduction(actor=other, one=other.person, other=asker.person)
    if made:
        members.answer_introduction(actor=asker, introduction=number, yes=True)
    return number


def motion(house: House, mover: Actor | None = None) -> int:
    """A further rule that looks for seconders, moved by somebody new; anew each time."""
    _rules(house)
    return stewardship.move(actor=mover or _newcomer(house), **CUPS)


def _rules(house: House) -> None:
    live_group(house)
    if communities.rules_of(house.ann.here) is None:
        communities.begin_rules(actor=house.ann, template="fans")
        communities.announce_rules(actor=house.ann)


def _propose(house: House, words: str) -> Request:
    live_group(house)
    pair = {"one": _newcomer(house).person, "other": _newcomer(house).person}
    return Request("POST", "/tea/introductions", {**pair, "words": words})


def _move(house: House, why: str) -> Request:
    _rules(house)
    return Request("POST", "/tea/motions", CUPS | {"why": why})


def _told(house: House, **changes: object) -> Request:
    live_group(house)
    return Request("PUT", "/tea/notices", QUIET | changes)


def _read(house: House, path: str) -> Request:
    live_group(house)
    return Request("GET", path)


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/introductions"): Sample(SEE, lambda house: _read(house, "/tea/introductions")),
    ("POST", "/{slug}/introductions"): Sample(
        ACT, lambda house: _propose(house, "Both bake"), lambda house: _propose(house, "Both brew")
    ),
    ("POST", "/{slug}/introductions/{introduction}/answer"): Sample(
        ACT,
        lambda house: Request("POST", f"/tea/introductions/{introduction(house)}/answer", {"yes": True}),
        lambda house: Request("POST", f"/tea/introductions/{introduction(house)}/answer", {"yes": False}),
    ),
    ("POST", "/{slug}/introductions/{introduction}/helped"): Sample(
        ACT,
        lambda house: Request("POST", f"/tea/introductions/{introduction(house, made=True)}/helped", {"helped": True}),
        lambda house: Request("POST", f"/tea/introductions/{introduction(house, made=True)}/helped", {"helped": False}),
    ),
    ("GET", "/{slug}/motions"): Sample(SEE, lambda house: Request("GET", "/tea/motions")),
    ("POST", "/{slug}/motions"): Sample(
        ACT, lambda house: _move(house, "Less waste"), lambda house: _move(house, "Cleaner hands")
    ),
    ("GET", "/{slug}/motions/{motion}"): Sample(SEE, lambda house: Request("GET", f"/tea/motions/{motion(house)}")),
    ("POST", "/{slug}/motions/{motion}/second"): Sample(
        ACT, lambda house: Request("POST", f"/tea/motions/{motion(house)}/second")
    ),
    ("POST", "/{slug}/motions/{motion}/withdraw"): Sample(
        ACT, lambda house: Request("POST", f"/tea/motions/{motion(house, _asker(house))}/withdraw")
    ),
    ("POST", "/{slug}/motions/{motion}/cancel"): Sample(
        GOVERN, lambda house: Request("POST", f"/tea/motions/{motion(house)}/cancel", {"reason": "Said already"})
    ),
    ("GET", "/{slug}/notices"): Sample(SEE, lambda house: _read(house, "/tea/notices")),
    ("PUT", "/{slug}/notices"): Sample(ACT, lambda house: _told(house), lambda house: _told(house, level="none")),
}
