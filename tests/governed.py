"""A community in which much waits: long names, Chinese names, held messages, appeals, people at the door, chats that
need hands; and one that is being founded, with nothing in it."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Connection, Deed
from qunli.domains.chat.tests.talk import Talker, admitted, says, take_in
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import found
from qunli.domains.members.tests.knocking import ask, knocks, opened
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.tests.conftest import AD, at_work
from qunli.domains.stewardship import facade as stewardship

LONG = "Maximiliane-Wilhelmina von der Heide-Ostermünchner zu Berg"


@dataclass(frozen=True)
class Governed:
    """Its group, a member of it with titles, and every page."""

    hall: int
    titled: Talker
    pages: list[str]


def furnish(host: Actor) -> Governed:
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    hall = chat.open_group(actor=host, name="Hall of those who came for tea and stayed for everything else")
    me = admitted(host, "欧阳芷若", User.objects.get().id)
    people = [admitted(host, name) for name in (LONG, "Bo", "司马相如")]
    titled(host, people[0])
    take_in(host, says(people[0], hall, "Good morning, everybody. " * 8), says(people[2], hall, "大家早上好"))
    case, own = held(host, hall, people[1], me)
    bench = moderating(host, hall, me, people)
    by_hand(host)
    engagement.give_feedback(actor=people[0].actor, text="The group is loud at night. " * 5)
    members.describe_card(actor=people[0].actor, needs=["somebody who repairs old kettles"], listed=True)
    members.describe_card(actor=people[2].actor, resources=["一座茶山"], listed=True)
    at_the_door(host, people[2])
    found("Coffee", lives_already=False)
    desk = ["today", "found/rules", "found/rules/versions", "govern/cases", f"govern/cases/{case}", "govern/appeals"]
    desk += ["govern/log", "govern/policies", f"govern/people/{people[1].person}", "gather/applications"]
    desk += ["gather/chats", "gather/newcomers", "gather/joining", "govern/posts"]
    portal = ["", "people/", f"people/{people[0].person}/", "me/cases/", f"me/cases/{own}/", "me/log/", "rules/"]
    portal += ["me/", "moderate/", "moderate/?settled", f"moderate/{case}/", *bench]
    pages = [f"/c/tea/{one}/" for one in desk] + [f"/m/tea/{one}" for one in (*portal, f"groups/{hall}/", "join/")]
    coffee = ["today", "found", "found/rules", "govern/cases", "gather/applications", "gather/joining", "gather/chats"]
    return Governed(hall, people[0], pages + [f"/c/coffee/{one}/" for one in coffee] + ["/m/coffee/join/"])


def titled(host: Actor, who: Talker) -> None:
    """Three titles beside one long name, and an empty post."""
    facts = {"duties": "Keeps the peace and answers those who ask", "powers": ["moderate"]}
    post = stewardship.describe_post(actor=host, title="Keeper of discipline and good manners", **facts)  # type: ignore[arg-type]
    stewardship.appoint(actor=host, post=post, person=who.person)
    stewardship.describe_post(actor=host, title="城市主理人", **facts)  # type: ignore[arg-type]
    for title in ("Tea sage", "三年茶友"):
        stewardship.give_honour(actor=host, person=who.person, title=title, why="Taught forty people to brew")


def held(host: Actor, hall: int, bo: Talker, me: Talker) -> tuple[int, int]:
    """A case that waits, and one of the host's own against which they appealed."""
    chat.screen_with(moderation.screening())
    at_work()
    take_in(host, says(bo, hall, AD), says(me, hall, AD), says(bo, hall, "Buy my tea now, telegram @cheaptea 9.99 USD"))
    with tenancy.within(host.here):
        cases = {one.person: one.id for one in moderation.cases(host, moderation.Wanted())}
    moderation.uphold(actor=host, cases=[cases[me.person]], reason="Advertising without a permit.")
    moderation.appeal(actor=me.actor, case=cases[me.person], words="We had agreed on it, in March. " * 6)
    at_work()
    return cases[bo.person], cases[me.person]


def moderating(host: Actor, hall: int, me: Talker, people: list[Talker]) -> list[str]:
    """The host's membership may moderate, too: an appeal against somebody else's decision."""
    members.grant(actor=host, person=me.person, powers={"moderate"}, source="post:9")
    decided = moderation.report(actor=people[1].actor, group=hall, seq=2, reason="每天早上六点就开始吵。" * 8)
    keeper = members.member_actor(host.here, people[0].person)
    moderation.uphold(actor=keeper, cases=[decided], reason="Loud.", sanction="warn")
    appeal = moderation.appeal(actor=people[2].actor, case=decided, words="只是早上打个招呼。" * 12)
    at_work()
    return [f"moderate/{decided}/", "moderate/appeals/", f"moderate/appeals/{appeal}/"]


def at_the_door(host: Actor, removed: Talker) -> None:
    """Two who apply; the second may be somebody who was removed, and came by a browser that was theirs."""
    opened(host, reviewed=True)
    why = ask(host)
    knocks(host, LONG, {why: "Oolong, every single morning, since my grandmother showed me how it is brewed. " * 3})
    members.remove_member(actor=host, person=removed.person)
    knocks(host, "相如先生", {why: "普洱"}, browser=removed.person)


def by_hand(host: Actor) -> None:
    """A line that needs its password, and what it leaves to a person."""
    with tenancy.within(host.here):
        facts = {"community_id": host.here, "platform": "qq", "error": "The access token was refused (403)."}
        line = Connection.objects.create(
            **facts, name="The QQ account that nobody looks after", token="t", state="person"
        )
        text = "Welcome to our group! Please read the rules first: https://tea.example/m/tea/rules/"
        for kind, body in (("remove", {"person": "20481234"}), ("send", {"text": text}), ("restrict", {"person": "1"})):
            Deed.objects.create(
                community_id=host.here, connection=line, lane="88", kind=kind, key=kind, state="person", body=body
            )
