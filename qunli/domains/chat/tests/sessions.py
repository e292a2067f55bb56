"""Sessions of two members who come to their sockets, and a quick hub with a writer of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qunli.core.actor import Actor
from qunli.domains.chat.live import hub as hubs
from qunli.domains.chat.live import writer
from qunli.domains.chat.tests.sockets import signed_in
from qunli.domains.chat.tests.talk import admitted
from qunli.domains.members import facade as members


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SOON", 0.02)


@pytest.fixture(autouse=True)
def _own_writer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its thread ends with the test, so that its connection does."""
    own = writer.Writer()
    monkeypatch.setattr("qunli.domains.chat.sockets.writer", own)
    yield
    own.stop()


@pytest.fixture
def cookies(host: Actor, hall: int) -> dict[str, str]:
    """Sessions of two members, by name."""
    found = {}
    for name in ("Ann", "Bo"):
        user, found[name] = signed_in(f"{name.lower()}@example.org")
        admitted(host, name, user.id)
    return found


def person(host: Actor, name: str) -> int:
    return members.find_people(host, name)[0][0].id
