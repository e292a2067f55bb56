"""What is done again in time, and what must not be done again any more."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Deed
from qunli.domains.chat.operations.act_there import restrict_there, say_there
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, heard, tea, there, understood
from qunli.domains.chat.tests.talking import There, platform_of, said, tend
from qunli.domains.chat.tests.test_connections_by_hand import bo, deeds

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_a_silence_longer_than_the_platform_knows_is_asked_for_again_in_time(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, restricts_for=1000.0)])
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    restrict_there(actor=host, person=bo(host), until=timezone.now() + timedelta(seconds=5000), key="1")
    tend(host, connection, lambda: Deed.objects.filter(kind="restrict", state="done").count() == 1)
    with tenancy.within(host.here):
        again = Deed.objects.get(state="later")
        assert 890 < (again.due - timezone.now()).total_seconds() < 905
        again.due = timezone.now()
        again.save()
    say_there(actor=host, group=tea, text="nobody waits for it", key="1")
    tend(host, connection, lambda: Deed.objects.filter(kind="restrict", state="done").count() == 2)
    assert [one[:3] for one in there.asked if one[0] == "restrict"] == [("restrict", "tea", "bo")] * 2
    restrict_there(actor=host, person=bo(host), until=None, key="2")
    tend(host, connection, lambda: Deed.objects.filter(kind="restrict", state="done").count() == 3)
    assert deeds(host, state="later") == []


def test_a_platform_that_soon_forgets_keys_is_not_asked_again_too_late(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, keyed=True, keyed_for=120.0)])
    for key, ago in (("1", 60), ("2", 180)):
        say_there(actor=host, group=tea, text=f"{ago} s ago", key=key)
        with tenancy.within(host.here):
            begun = timezone.now() - timedelta(seconds=ago)
            Deed.objects.filter(key=f"say:{tea}:{key}").update(begun_at=begun, tries=1)
    tend(host, connection, lambda: Deed.objects.filter(kind="send", state="person").exists())
    tend(host, connection, lambda: Deed.objects.filter(kind="send", state="done").exists())
    assert there.sent == [("tea", "60 s ago")]


def test_when_it_began_is_not_forgotten_while_nobody_knows(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    chat.connect_with([platform_of(there, keyed=True, keyed_for=120.0)])
    there.refuses["send"] = [ConnectionError("gone")]
    say_there(actor=host, group=tea, text="perhaps", key="1")
    begun = time.time()
    tend(host, connection, lambda: Deed.objects.filter(kind="send", error__startswith="ConnectionError").exists())
    with tenancy.within(host.here):
        deed = Deed.objects.get(kind="send")
        assert deed.begun_at is not None
        assert abs(deed.begun_at.timestamp() - begun) < 5
        assert deed.state == "waiting"
