"""Sessions of two members who come to their sockets, and a quick hub with a writer and a courier of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qunli.core.actor import Actor
from qunli.domains.chat.live import courier, writer
from qunli.domains.chat.live import hub as hubs
from qunli.domains.chat.tests.sockets import signed_in
from qunli.domains.chat.tests.talk import admitted
from qunli.domains.members import facade as members


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SOON", 0.02)


@pytest.fixture(autouse=True)
def _own_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """They end with the test, so that their connections do."""
    own, carrying = writer.Writer(), courier.Courier()
    monkeypatch.setattr("qunli.domains.chat.sockets.writer", own)
    monkeypatch.setattr("qunli.domains.chat.live.delivery.courier", carrying)
    yield
    own.stop()
    carrying.stop()


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
