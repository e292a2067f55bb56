"""What is said in a chat elsewhere comes in, once, and whoever is there becomes a member."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat.connecting import understanding as understanding_module
from qunli.domains.chat.models import Connection, Deed, Message, Movement, Update
from qunli.domains.chat.operations.link_group import link_group
from qunli.domains.chat.ports import (
    Deleted,
    Edited,
    Joined,
    Left,
    Met,
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
from qunli.domains.chat.tests.talking import BO, CY, TEA, There, messages, said, tend
from qunli.domains.members import facade as members

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_what_is_said_there_is_numbered_here_and_its_authors_are_members(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Good morning"), said("2", "Is it raining?", CY, reply_to="1"))
    heard(there, said("3", "It is", reply_to="2", mentions=(CY,)))
    row = tend(host, connection, understood(3))
    assert messages(host, tea) == [(1, "Good morning"), (2, "Is it raining?"), (3, "It is")]
    assert (row.state, row.cursor, row.account) == ("live", "0002", "bot")
    found = said_in(host, tea)
    with tenancy.within(host.here):
        bo = members.find_people(host, "bo")[0][0]
    assert [(one.name, one.reply) for one in found] == [("Bo", None), ("Cy", 1), ("Bo", 2)]
    assert members.standings(host.here, [bo.id])[bo.id].is_active


def test_told_twice_it_comes_in_once_and_hearing_goes_on_from_the_cursor(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, said("1", "Once"))
    tend(host, connection, understood(1))
    heard(there, said("2", "Twice"))
    tend(host, connection, understood(2))
    with tenancy.within(host.here):
        Connection.objects.update(cursor="")
    tend(host, connection, lambda: len(there.cursors) == 3)
    assert messages(host, tea) == [(1, "Once"), (2, "Twice")]
    assert there.cursors == ["", "0001", ""]


def test_edits_and_deletions_there_are_followed_here(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Tee"), said("2", "Oops"))
    heard(there, Edited(TEA, "1", 1_800_000_000_000, "Tea?"), Deleted(TEA, ("2", "unknown")))
    tend(host, connection, understood(4))
    first, second = said_in(host, tea)
    assert (first.text, first.edited, second.text, second.deleted) == ("Tea?", 1_800_000_000_000, "", True)


def test_comings_and_goings_are_kept_and_names_that_change(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, Joined(TEA, BO, 1_000, by=CY), Left(TEA, CY, 2_000), said("1", "Hi", Who("bo", "Bobby")))
    tend(host, connection, understood(3))
    with tenancy.within(host.here):
        assert list(Movement.objects.order_by("at").values_list("kind", "at")) == [("join", 1_000), ("leave", 2_000)]
    assert [one.name for one in members.find_people(host, "bobby")[0]] == ["Bobby"]


def test_a_group_nobody_linked_is_offered_and_nothing_of_it_is_kept(host: Actor, there: There, connection: int) -> None:
    heard(there, Met(TEA), said("1", "secret talk"))
    row = tend(host, connection, understood(2))
    assert row.found == [["tea", "Tea house"]]
    with tenancy.within(host.here):
        assert Message.objects.count() == 0
    assert members.find_people(host)[0] == []


def test_what_cannot_be_read_holds_nobody_up(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "before"))
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
        Update.objects.create(community_id=host.here, connection=row, external_id="x", body={"what": "Nonsense"})
    tend(host, connection, understood(2))
    assert messages(host, tea) == [(1, "before")]
    with tenancy.within(host.here):
        assert Update.objects.exclude(error="").get().error.startswith("KeyError")


def test_killed_between_storing_and_understanding_nothing_is_lost_or_doubled(
    host: Actor, there: There, connection: int, tea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(there, *[said(str(n), f"message {n}") for n in range(1, 6)])
    taken = understanding_module.receive
    calls = []

    def dies(**kwargs: Any) -> Any:
        calls.append(1)
        taken(**kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(understanding_module, "receive", dies)
    with pytest.raises(KeyboardInterrupt):
        tend(host, connection, understood(5))
    assert messages(host, tea) == []
    monkeypatch.setattr(understanding_module, "receive", taken)
    with tenancy.within(host.here):
        assert Update.objects.filter(done_at=None).count() == 5
        Connection.objects.update(lease="", leased_until=None)
    tend(host, connection, understood(5))
    assert [text for _, text in messages(host, tea)] == [f"message {n}" for n in range(1, 6)]


def test_who_is_in_a_linked_group_is_a_member_unless_that_is_switched_off(
    host: Actor, there: There, connection: int
) -> None:
    there.people = [BO, CY, Who("robot", "Robot", is_bot=True), Who("bot")]
    link_group(actor=host, connection=connection, external_id="tea", name="Tea")
    tend(host, connection, lambda: Deed.objects.get(kind="members").state == "done")
    active = [one.id for one in members.find_people(host)[0]]
    assert sorted(one.name for one in members.standings(host.here, active).values()) == ["Bo", "Cy"]
    there.people = [Who("di", "Di")]
    link_group(actor=host, connection=connection, external_id="coffee", name="Coffee", admits=False)
    tend(host, connection, lambda: not Deed.objects.filter(state="waiting").exists())
    di = members.find_people(host, "di")[0][0].id
    assert members.standings(host.here, [di]) == {}
