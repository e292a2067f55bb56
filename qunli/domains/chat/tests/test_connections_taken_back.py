"""What was decided about somebody elsewhere is taken back: a message stands again, a silence ends, an edit by another
never counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Deed
from qunli.domains.chat.operations.act_there import restrict_there
from qunli.domains.chat.operations.change_message import delete_message, restore_message
from qunli.domains.chat.operations.link_group import bridge_groups
from qunli.domains.chat.operations.open_group import open_group
from qunli.domains.chat.operations.receive import receive_released
from qunli.domains.chat.ports import Edited, Utterance
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, heard, tea, there, understood
from qunli.domains.chat.tests.talking import BO, CY, TEA, There, messages, platform_of, said, tend
from qunli.domains.members import facade as members

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.row("R3"), pytest.mark.django_db(transaction=True)]


def idle() -> bool:
    return not Deed.objects.exclude(state__in=("done", "dropped")).exists()


def texts(there: There) -> list[Any]:
    return [one[1].text if one[0] == "send" else one[0] for one in there.asked]


def test_a_message_that_stands_again_is_said_there_in_its_authors_name(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("7", "My own tea"))
    tend(host, connection, understood(1))
    delete_message(actor=host, group=tea, seq=1)
    tend(host, connection, idle)
    restore_message(actor=host, group=tea, seq=1)
    tend(host, connection, idle)
    assert texts(there) == ["delete", "Bo: My own tea"]
    assert messages(host, tea) == [(1, "My own tea")]
    delete_message(actor=host, group=tea, seq=1)
    tend(host, connection, idle)
    assert there.asked[2:] == [("delete", "tea", "m2")]


def test_what_was_not_deleted_there_yet_stays_there(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("7", "My own tea"))
    tend(host, connection, understood(1))
    delete_message(actor=host, group=tea, seq=1)
    restore_message(actor=host, group=tea, seq=1)
    tend(host, connection, idle)
    assert there.asked == []
    delete_message(actor=host, group=tea, seq=1)
    tend(host, connection, idle)
    assert there.asked == [("delete", "tea", "7")]


def test_copies_behind_a_bridge_stand_again_too(host: Actor, there: There, connection: int, tea: int) -> None:
    web = open_group(actor=host, name="Web")
    bridge_groups(actor=host, one=tea, other=web)
    heard(there, said("7", "My own tea"))
    tend(host, connection, understood(1))
    delete_message(actor=host, group=tea, seq=1)
    assert messages(host, web) == [(1, "")]
    restore_message(actor=host, group=tea, seq=1)
    assert messages(host, web) == [(1, "My own tea")]
    ann = members.admit(actor=host, name="Ann")
    identity = members.standings(host.here, [ann])[ann].identity or 0
    chat.receive(actor=system(host.here), batch=[Utterance(web, ann, identity, "k", 1, "Mine")])
    tend(host, connection, idle)
    delete_message(actor=host, group=web, seq=2)
    tend(host, connection, idle)
    restore_message(actor=host, group=web, seq=2)
    tend(host, connection, idle)
    assert texts(there)[-3:] == ["Ann: Mine", "delete", "Ann: Mine"]


def test_what_is_let_through_late_is_said_there_once(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    bo = members.find_people(host, "bo")[0][0]
    late = Utterance(tea, bo.id, bo.identities[0].id, "2", 1, "Agreed with you", origin="there")
    with tenancy.within(host.here):
        Deed.objects.create(
            community_id=host.here, connection_id=connection, group_id=tea, lane="tea", kind="delete",
            key=f"delete:{tea}:2", body={"message": "2"},
        )  # fmt: skip
    tend(host, connection, idle)
    for _again in range(2):
        receive_released(actor=system(host.here), said=late)
        tend(host, connection, idle)
    assert texts(there) == ["delete", "Bo: Agreed with you"]
    assert messages(host, tea) == [(1, "Hi"), (2, "Agreed with you")]


def test_an_edit_counts_only_from_the_author(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Good tea"))
    heard(
        there, Edited(TEA, "1", 1_800_000_000_000, "Bad tea", CY), Edited(TEA, "1", 1_800_000_000_001, "Fine tea", BO)
    )
    tend(host, connection, understood(3))
    assert messages(host, tea) == [(1, "Fine tea")]


def test_a_silence_ends_by_us_where_the_platform_knows_no_end(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, timed=False)])
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    person = members.find_people(host, "bo")[0][0].id
    for key, minutes in (("1", 5), ("2", 10)):
        restrict_there(actor=host, person=person, until=timezone.now() + timedelta(minutes=minutes), key=key)
        tend(host, connection, lambda: not Deed.objects.filter(state="waiting").exists())
    with tenancy.within(host.here):
        (end,) = Deed.objects.filter(state="later")  # that of the first counts no more
        assert abs(end.due - timezone.now() - timedelta(minutes=10)) < timedelta(seconds=20)
        end.due = timezone.now()
        end.save()
    tend(host, connection, idle)
    assert [(one[2], one[3] is None) for one in there.asked] == [("bo", False), ("bo", False), ("bo", True)]
