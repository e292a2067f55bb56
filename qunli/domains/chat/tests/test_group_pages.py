"""An operator opens a group in the browser, renames it, and closes it."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.members.tests.conftest import host

__all__ = ["host"]
pytestmark = [pytest.mark.row("F2"), pytest.mark.django_db(transaction=True)]
IN = "/c/tea/gather/groups/"


@pytest.fixture
def client(host: Actor) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def groups(host: Actor) -> list[tuple[str, bool, bool]]:
    with tenancy.within(host.here):
        return [(one.name, one.announcements_only, one.closed) for one in chat.live_groups(host)]


def test_a_group_is_opened_renamed_closed_and_opened_again(client: Client, host: Actor) -> None:
    assert "There is no group yet" in client.get(IN).content.decode()
    client.post(IN, {"name": "Hall"})
    assert groups(host) == [("Hall", False, False)]
    with tenancy.within(host.here):
        group = chat.live_groups(host)[0].id
    client.post(f"{IN}{group}/", {"name": "Great hall", "announcements_only": "on", "what": "save"})
    assert groups(host) == [("Great hall", True, False)]
    client.post(f"{IN}{group}/", {"name": "Great hall", "what": "close"})
    assert groups(host) == [("Great hall", False, True)]
    client.post(f"{IN}{group}/", {"name": "Great hall", "what": "save"})
    assert groups(host) == [("Great hall", False, False)]


def test_a_group_without_a_name_is_not_opened(client: Client, host: Actor) -> None:
    assert "This field is required" in client.post(IN, {"name": ""}).content.decode()
    assert groups(host) == []


def test_a_name_that_says_nothing_leaves_the_group_as_it_was(client: Client, host: Actor) -> None:
    client.post(IN, {"name": "Hall"})
    with tenancy.within(host.here):
        group = chat.live_groups(host)[0].id
    answer = client.post(f"{IN}{group}/", {"name": "  ", "what": "close"}, follow=True)
    assert "A group needs a name" in answer.content.decode()
    assert groups(host) == [("Hall", False, False)]
