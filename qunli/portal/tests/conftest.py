"""A community with an open door, and people who come through it."""

from __future__ import annotations

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host, stranger

__all__ = ["host", "stranger"]


@pytest.fixture
def opened(host: Actor) -> Actor:
    """Everybody may come in to Tea."""
    members.set_joining(actor=host, changes={"invited_only": False})
    return host


def knock(client: Client, name: str, *, link: str = "", seconds: int = 40, **answers: str) -> HttpResponse:
    """Somebody fills the form in without JavaScript; where that leads."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        shown = client.get("/m/tea/join/", {"link": link} if link else {})
        clock.shift(seconds)
        given = {"name": name, "puzzle": shown.context["puzzle"], "link": link, **answers}
        answer: HttpResponse = client.post("/m/tea/join/", given, follow=True)  # type: ignore[assignment]
    return answer
