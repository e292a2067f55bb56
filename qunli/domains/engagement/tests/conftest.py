"""A web group with members in it."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, admitted
from qunli.domains.members.tests.conftest import as_role, host, stranger

__all__ = ["as_role", "host", "stranger"]


@pytest.fixture
def hall(host: Actor) -> int:
    return chat.open_group(actor=host, name="Hall")


@pytest.fixture
def ann(host: Actor) -> Talker:
    return admitted(host, "Ann")


@pytest.fixture
def bo(host: Actor) -> Talker:
    return admitted(host, "Bo")
