"""What is said and decided here is done in a chat elsewhere, once and no faster than it allows."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Deed
from qunli.domains.chat.operations.act_there import remove_there, restrict_there, say_there, settle_deed
from qunli.domains.chat.operations.change_message import delete_message
from qunli.domains.chat.ports import (
    Edited,
    Pace,
    Ruling,
    TryAgain,
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
from qunli.domains.chat.tests.talking import TEA, There, messages, platform_of, said, tend
from qunli.domains.members import facade as members

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_what_is_said_by_us_is_sent_once_in_order_and_stands_here(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    for n in range(3):
        say_there(actor=host, group=tea, text=f"line {n}", key=str(n))
    say_there(actor=host, group=tea, text="line 2", key="2")
    tend(host, connection, lambda: len(there.sent) == 3 and len(messages(host, tea)) == 3)
    assert there.sent == [("tea", "line 0"), ("tea", "line 1"), ("tea", "line 2")]
    assert messages(host, tea) == [(1, "line 0"), (2, "line 1"), (3, "line 2")]


def test_a_limit_of_the_platform_is_waited_for_and_costs_no_try(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    there.refuses["send"] = [TryAgain("429", after=0.05)] * 12
    say_there(actor=host, group=tea, text="patient", key="1")
    tend(host, connection, lambda: len(there.sent) == 1 and Deed.objects.get(kind="send").state == "done")
    with tenancy.within(host.here):
        assert Deed.objects.get(kind="send").tries == 1


def test_we_send_no_faster_than_the_platform_allows(host: Actor, there: There, connection: int, tea: int) -> None:
    chat.connect_with([platform_of(there, pace=Pace((2, 0.3), (100, 1.0)))])
    for n in range(5):
        say_there(actor=host, group=tea, text=str(n), key=str(n))
    begun = timezone.now()
    tend(host, connection, lambda: len(there.sent) == 5)
    assert (timezone.now() - begun).total_seconds() >= 0.6


def test_what_may_have_been_sent_when_we_were_killed_is_looked_at_by_a_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    say_there(actor=host, group=tea, text="perhaps", key="1")
    with tenancy.within(host.here):
        Deed.objects.filter(kind="send").update(begun_at=timezone.now(), tries=1)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "person")
    assert there.sent == []
    with tenancy.within(host.here):
        deed = Deed.objects.get(kind="send")
    settle_deed(actor=host, deed=deed.id, done=False, again=True)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "done")
    assert there.sent == [("tea", "perhaps")]


def test_a_platform_that_knows_keys_is_asked_again_with_the_same_key(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, keyed=True)])
    say_there(actor=host, group=tea, text="surely", key="1")
    with tenancy.within(host.here):
        Deed.objects.filter(kind="send").update(begun_at=timezone.now(), tries=1)
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "done")
    assert [one[1].key for one in there.asked] == [f"say:{tea}:1"]


def test_what_the_platform_forbids_is_prepared_for_a_person(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    there.can = frozenset({"send"})
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    person = members.find_people(host, "bo")[0][0].id
    remove_there(actor=host, person=person, ban=True, key="1")
    tend(host, connection, lambda: Deed.objects.get(kind="remove").state == "person")
    with tenancy.within(host.here):
        assert Deed.objects.get(kind="remove").error == "The platform does not let a program do this."
    assert there.asked == []


def test_a_silenced_and_a_removed_member_are_silenced_and_removed_there(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    person = members.find_people(host, "bo")[0][0].id
    restrict_there(actor=host, person=person, until=timezone.now(), key="1")
    remove_there(actor=host, person=person, ban=False, key="2")
    tend(host, connection, lambda: len(there.asked) == 2)
    assert [one[:3] for one in there.asked] == [("restrict", "tea", "bo"), ("remove", "tea", "bo")]


def test_what_is_held_here_is_taken_away_there(host: Actor, there: There, connection: int, tea: int) -> None:
    class Strict:
        def judge(self, community: int, batch: Any, standings: Any) -> list[Ruling]:
            return [Ruling("hold" if "buy" in one.text else "pass", "An advertisement.") for one in batch]

        def keep(self, community: int, ruled: Any) -> None: ...

    from qunli.domains.chat import screening

    before = screening.screening()
    chat.screen_with(Strict())
    try:
        heard(there, said("1", "buy cheap tea"), said("2", "good tea"), Edited(TEA, "2", 1_800_000_000_000, "buy it"))
        tend(host, connection, lambda: len(there.asked) == 2)
    finally:
        chat.screen_with(before)
    assert there.asked == [("delete", "tea", "1"), ("delete", "tea", "2")]
    (only,) = said_in(host, tea)
    assert (only.text, only.deleted) == ("", True)


def test_a_message_deleted_by_a_moderator_here_goes_there(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("7", "rude"))
    tend(host, connection, understood(1))
    delete_message(actor=host, group=tea, seq=1)
    tend(host, connection, lambda: len(there.asked) == 1)
    assert there.asked == [("delete", "tea", "7")]
