"""A community connected to a platform that is played here: what it tells, and what of it was understood."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.connecting import runner, tending, threads
from qunli.domains.chat.models import Update
from qunli.domains.chat.operations.connect import connect
from qunli.domains.chat.operations.link_group import link_group
from qunli.domains.chat.ports import (
    Came,
    Platform,
)
from qunli.domains.chat.tests.talking import There, platform_of


@pytest.fixture(autouse=True)
def _in_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is asked where the story runs, so that it is the story's own."""

    async def here(function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    for module in (threads, tending, runner):
        monkeypatch.setattr(module, "in_thread", here)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.01)


@pytest.fixture
def there() -> Any:
    made = There()
    before = chat_platforms()
    chat.connect_with([platform_of(made)])
    yield made
    chat.connect_with(before)


def chat_platforms() -> list[Platform]:
    from qunli.domains.chat.connecting.platforms import platforms

    return platforms()


@pytest.fixture
def connection(host: Actor, there: There) -> int:
    return connect(actor=host, platform="there", settings={"token": "s3cret"})


@pytest.fixture
def tea(host: Actor, connection: int) -> int:
    return link_group(actor=host, connection=connection, external_id="tea", name="Tea house")


def heard(there: There, *came: Came) -> None:
    there.tells.append((f"{len(there.tells) + 1:04d}", list(came)))


def said_in(host: Actor, group: int) -> list[chat.Said]:
    with tenancy.within(host.here):
        return chat.messages_before(host, group)


def understood(count: int) -> Any:
    return lambda: Update.objects.exclude(done_at=None).count() == count
