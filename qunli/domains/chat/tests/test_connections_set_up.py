"""A chat elsewhere is connected: its credentials, who runs it, what goes with it, and who may connect."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.chat.connecting import runner, secrets
from qunli.domains.chat.models import Connection, Deed, Update
from qunli.domains.chat.operations.act_there import remove_there, say_there
from qunli.domains.chat.operations.connect import connect, fill_in, remove_connection, start_connection, stop_connection
from qunli.domains.chat.operations.link_group import link_group, unlink_group
from qunli.domains.chat.operations.run_connection import keep_lease, take_lease
from qunli.domains.chat.ports import (
    AskPerson,
    TryAgain,
)
from qunli.domains.chat.tests.conftest import as_role
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, heard, tea, there, understood
from qunli.domains.chat.tests.talking import There, group_called, messages, said, tend

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_credentials_are_kept_encrypted_and_come_back(host: Actor, connection: int) -> None:
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    assert "s3cret" not in f"{row.secrets}{row.settings}"
    assert secrets.opened(row.secrets) == {"token": "s3cret"}
    assert row.settings == {"server": "https://there.example"}


def test_credentials_survive_a_change_of_the_secret_while_the_old_one_is_listed(
    host: Actor, connection: int, settings: Any
) -> None:
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    settings.OLD_SECRET_KEYS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert secrets.opened(row.secrets) == {"token": "s3cret"}
    settings.OLD_SECRET_KEYS = []
    with pytest.raises(Conflict) as refusal:
        secrets.opened(row.secrets)
    assert refusal.value.code == "secret_replaced"


def test_a_secret_left_empty_stays_and_a_missing_one_is_asked_for(host: Actor, connection: int) -> None:
    fill_in(actor=host, connection=connection, settings={"token": "", "server": "https://else.example"})
    with tenancy.within(host.here):
        row = Connection.objects.get(id=connection)
    assert (row.settings["server"], secrets.opened(row.secrets)) == ("https://else.example", {"token": "s3cret"})
    with pytest.raises(Invalid) as refusal:
        connect(actor=host, platform="there", settings={})
    assert refusal.value.field == "token"
    with tenancy.within(host.here):
        assert Connection.objects.count() == 1


def test_only_one_process_runs_a_connection(host: Actor, connection: int) -> None:
    actor = system(host.here)
    lease = take_lease(actor=actor, connection=connection)
    assert lease is not None
    assert take_lease(actor=actor, connection=connection) is None
    stop_connection(actor=host, connection=connection)
    with pytest.raises(Exception, match="connection"):
        keep_lease(actor=actor, connection=connection, lease=lease)
    assert take_lease(actor=actor, connection=connection) is None
    start_connection(actor=host, connection=connection)
    assert take_lease(actor=actor, connection=connection) is not None


def test_wrong_credentials_ask_a_person_and_a_broken_line_is_tried_again(
    host: Actor, there: There, connection: int
) -> None:
    there.refuses["check"] = [TryAgain("not up yet", after=0.0), AskPerson("the token is wrong")]
    broken = tend(host, connection, lambda: Connection.objects.get().state == "broken")
    assert (broken.error, broken.wanted) == ("not up yet", True)
    asking = tend(host, connection, lambda: Connection.objects.get().state == "person")
    assert (asking.error, asking.wanted) == ("the token is wrong", False)
    assert asyncio.run(_due()) == []


async def _due() -> list[tuple[int, int]]:
    return runner.wanted()


def test_removing_a_connection_keeps_what_was_said(host: Actor, there: There, connection: int, tea: int) -> None:
    heard(there, said("1", "Stay"))
    tend(host, connection, understood(1))
    remove_connection(actor=host, connection=connection)
    assert messages(host, tea) == [(1, "Stay")]
    assert group_called(host, "tea").closed_at is not None
    with tenancy.within(host.here):
        assert (Connection.objects.count(), Update.objects.count(), Deed.objects.count()) == (0, 0, 0)


def test_an_unlinked_group_is_offered_again(host: Actor, connection: int, tea: int) -> None:
    unlink_group(actor=host, group=tea)
    with tenancy.within(host.here):
        assert Connection.objects.get().found == [["tea", "Tea house"]]
    assert link_group(actor=host, connection=connection, external_id="tea") == tea


def test_an_analyst_connects_nothing(host: Actor, stranger: Actor, connection: int, tea: int) -> None:
    analyst = as_role(host, "analyst")
    for deed in (
        lambda: connect(actor=analyst, platform="there", settings={"token": "x"}),
        lambda: stop_connection(actor=analyst, connection=connection),
        lambda: remove_connection(actor=analyst, connection=connection),
        lambda: link_group(actor=analyst, connection=connection, external_id="x"),
        lambda: say_there(actor=analyst, group=tea, text="x", key="x"),
        lambda: remove_there(actor=analyst, person=1, ban=True, key="x"),
    ):
        with pytest.raises(Forbidden):
            deed()
    with pytest.raises(NotFound):
        stop_connection(actor=stranger, connection=connection)
    with tenancy.within(host.here):
        assert Connection.objects.get().wanted
        assert not Deed.objects.exclude(kind="members").exists()
