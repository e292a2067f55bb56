"""Commands given in a chat elsewhere are answered, and bridges carry what is said between groups."""

from __future__ import annotations

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Message
from qunli.domains.chat.operations.link_group import bridge_groups
from qunli.domains.chat.operations.open_group import open_group
from qunli.domains.chat.operations.receive import receive
from qunli.domains.chat.ports import (
    Edited,
    Said,
    Utterance,
    Who,
)
from qunli.domains.chat.tests.connecting_stage import (
    _in_this_thread,
    connection,
    heard,
    said_in,
    tea,
    there,
    understood,
)
from qunli.domains.chat.tests.talking import CY, TEA, There, messages, said, tend
from qunli.domains.members import facade as members

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_commands_are_answered_in_the_language_of_the_community(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "/help"), said("2", "/rules@somebody_else"), said("3", "/me"))
    tend(host, connection, lambda: len(there.sent) == 2)
    (person, alone), (group, text) = sorted(there.sent)
    assert (group, person) == ("tea", "bo")
    assert text.splitlines()[0] == "/rules – the rules of this community"
    assert alone.startswith("You are Bo, a member since ")
    assert {one[1].reply_to for one in there.asked} == {"1", None}


def test_commands_are_understood_from_somebody_who_writes_to_us_alone(
    host: Actor, there: There, connection: int
) -> None:
    heard(
        there,
        said("1", "/规则", chat=TEA.__class__("dm-bo", direct=True)),
        said("2", "hello", chat=TEA.__class__("dm-bo", direct=True)),
    )
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("bo", "There are no written rules yet.")]
    with tenancy.within(host.here):
        assert Message.objects.count() == 0


def test_a_code_from_the_member_pages_links_an_account_there_to_its_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    ann = members.admit(actor=host, name="Ann")
    code = members.make_link_code(actor=members.member_actor(host.here, ann))
    heard(there, said("1", f"/link {code.lower()}"), said("2", f"/link {code}", CY))
    tend(host, connection, lambda: len(there.sent) == 2)
    texts = dict(there.sent)
    assert texts["bo"] == "Done: here and on the member pages you are Ann."
    assert texts["tea"] == "This code is wrong, used or too old. Look for a new one on your page."
    assert {one.platform for one in members.person(host, ann).identities} == {"web", "there"}


def test_a_bridge_carries_both_ways_and_never_in_a_circle(host: Actor, there: There, connection: int, tea: int) -> None:
    web = open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=tea, other=web)
    bridge_groups(actor=host, one=web, other=tea)
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    heard(there, said("1", "Hello web"))
    tend(host, connection, understood(1))
    receive(actor=system(host.here), batch=[Utterance(web, ann, identity, "k", 1, "Hello tea", reply_to=1)])
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("tea", "Ann: Hello tea")]
    assert there.asked[0][1].reply_to == "1"
    heard(there, Said(TEA, Who("bot"), "m1", 1, "Ann: Hello tea"), said("2", "I see", reply_to="m1"))
    tend(host, connection, understood(3))
    assert messages(host, web) == [(1, "Hello web"), (2, "Hello tea"), (3, "I see")]
    assert messages(host, tea) == [(1, "Hello web"), (2, "I see")]
    assert [(one.name, one.reply) for one in said_in(host, web)] == [("Bo", None), ("Ann", 1), ("Bo", 2)]


def test_edits_and_deletions_cross_a_bridge(host: Actor, there: There, connection: int, tea: int) -> None:
    web = open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=tea, other=web)
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    heard(there, said("1", "Helo"))
    tend(host, connection, understood(1))
    receive(actor=system(host.here), batch=[Utterance(web, ann, identity, "k", 1, "Hi tea")])
    her = members.member_actor(host.here, ann)
    chat.edit_message(actor=her, group=web, seq=2, text="Hi, tea")
    heard(there, Edited(TEA, "1", 1_800_000_000_000, "Hello"))
    tend(host, connection, lambda: len(there.asked) == 2)
    assert [(one[1].text, one[1].replaces) for one in there.asked] == [("Ann: Hi tea", None), ("Ann: Hi, tea", "m1")]
    assert messages(host, web) == [(1, "Hello"), (2, "Hi, tea")]
    chat.delete_message(actor=her, group=web, seq=2)
    tend(host, connection, lambda: len(there.asked) == 3)
    assert there.asked[2] == ("delete", "tea", "m1")


def test_a_member_who_writes_on_the_page_of_a_connected_group_is_heard_there(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    receive(actor=system(host.here), batch=[Utterance(tea, ann, identity, "k", 1, "From my sofa")])
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("tea", "Ann: From my sofa")]
    assert messages(host, tea) == [(1, "From my sofa")]
