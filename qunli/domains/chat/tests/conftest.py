"""A community into which histories come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat import importing
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.members.tests.conftest import as_role, host, stranger

__all__ = ["as_role", "host", "stranger"]

Bring = Callable[..., chat.ImportView]


@pytest.fixture
def bring(host: Actor) -> Bring:
    """Import a file in the foreground and say how it went."""

    def read(path: Path, actor: Actor = host, **how: str) -> chat.ImportView:
        history = chat.register_import(actor=actor, name=path.name, path=str(path), size=chat.size_of(path), **how)
        turn = chat.take_in_hand(actor=actor, history_import=history)
        chat.read_history(actor.community or 0, history, turn, lambda progress: None)
        return chat.history_import(actor, history)

    return read


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records to a transaction."""
    monkeypatch.setattr(importing, "BATCH", 10)


@pytest.fixture
def hall(host: Actor) -> int:
    """A web group of the community."""
    return chat.open_group(actor=host, name="Hall")


@pytest.fixture
def ann(host: Actor, hall: int) -> Talker:
    """A member."""
    return admitted(host, "Ann")


@pytest.fixture
def bo(host: Actor, hall: int) -> Talker:
    """Another member."""
    return admitted(host, "Bo")
