"""A deleted community is erased until nothing is left of it, however often that is interrupted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import models
from django.utils import timezone

from qunli.config.registry import ERASERS
from qunli.core.actor import Actor
from qunli.core.models import Event, IdempotencyKey, User, Work
from qunli.core.refusals import Conflict
from qunli.domains.chat.tests.conftest import bring
from qunli.domains.communities import facade as communities
from qunli.domains.communities.models import Community
from qunli.domains.communities.tasks import erase_whole
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from tests.full_community import TENANTS, _files, at_work, full, other, owner, rows, small_steps

__all__ = ["_files", "bring", "full", "host", "other", "small_steps"]
pytestmark = [pytest.mark.row("P4"), pytest.mark.slow, pytest.mark.database]


def test_every_table_of_a_community_is_emptied_and_another_community_stays_as_it_was(
    full: Actor, other: Actor, small_steps: None, tmp_path: Path
) -> None:
    doomed, spared = full.community or 0, other.community or 0
    assert [name for name, found in rows(doomed).items() if not found and name not in ("Lane", "Work")] == []
    at_work()
    before = rows(spared)
    assert len(list((tmp_path / "files" / "imports").iterdir())) == 1
    communities.delete_community(
        actor=communities.actor_of(User.objects.get()), community="tea", name="Tea", at_once=True
    )
    at_work()
    assert {name: found for name, found in rows(doomed).items() if found} == {}
    assert rows(spared) == before
    assert not Community.objects.filter(id=doomed).exists()
    assert list((tmp_path / "files" / "imports").iterdir()) == []
    assert not IdempotencyKey.objects.filter(key="once").exists()
    assert not Work.objects.exclude(state=Work.State.DONE).exists()


def test_the_audit_trail_keeps_who_deleted_what_and_when_and_nobodys_name(full: Actor) -> None:
    communities.delete_community(actor=owner(), community="tea", name="Tea", at_once=True)
    at_work()
    kept = list(Event.objects.order_by("id").values_list("kind", "actor_name", "body"))
    (deleted,) = [(name, body["name"]) for kind, name, body in kept if kind == "communities.CommunityDeleted"]
    (erased,) = [body for kind, _name, body in kept if kind == "communities.CommunityErased"]
    assert deleted == ("The host", "Tea")
    assert (erased["name"], erased["rows"] > 300) == ("Tea", True)
    assert not any(trace in str(kept) for trace in ("Ann", "Bo", "bakes on", "dough"))


def test_after_a_week_the_schedule_erases_it(host: Actor) -> None:
    communities.delete_community(actor=owner(), community="tea", name="Tea")
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        at_work()
        assert Community.objects.filter(id=host.community).exists()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        at_work()
    assert not Community.objects.filter(id=host.community).exists()


def test_erasing_that_was_interrupted_goes_on_where_it_was(full: Actor, small_steps: None) -> None:
    communities.delete_community(actor=owner(), community="tea", name="Tea", at_once=True)
    due = Work.objects.get(task="communities.erase").body["erase_at"]
    doomed, steps = full.community or 0, 0

    class Killed(Exception):
        pass

    def dies(_gone: int) -> None:
        raise Killed

    while Community.objects.filter(id=doomed).exists():
        steps += 1
        try:
            erase_whole(doomed, due, ERASERS, dies)
        except Killed:
            with pytest.raises(Conflict):
                communities.restore_community(actor=owner(), community="tea")
    assert steps > 20
    assert {name: found for name, found in rows(doomed).items() if found} == {}


def test_what_is_written_while_rows_go_is_erased_as_well(host: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who read an hour ago that the community stands still writes into it, between the steps."""
    communities.delete_community(actor=owner(), community="tea", name="Tea", at_once=True)
    late = iter([1, 2])

    def write_late(_gone: int) -> None:
        if next(late, None):
            members.recognise(actor=host, platform="qq", seen=[members.Seen("late", "Late")])

    due = Work.objects.get(task="communities.erase").body["erase_at"]
    erase_whole(host.community or 0, due, ERASERS, write_late)
    assert {name: found for name, found in rows(host.community or 0).items() if found} == {}


def test_a_table_that_nobody_erases_stops_it_and_nothing_is_half_gone(host: Actor) -> None:
    members.recognise(actor=host, platform="qq", seen=[members.Seen("bo", "Bo")])
    communities.delete_community(actor=owner(), community="tea", name="Tea", at_once=True)
    due = Work.objects.get(task="communities.erase").body["erase_at"]
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        erase_whole(host.community or 0, due, ERASERS[:-2], lambda _gone: None)
    assert Community.objects.get(id=host.community).erasing
    at_work()
    assert not Community.objects.filter(id=host.community).exists()


def test_every_table_of_a_community_knows_its_community_by_a_foreign_key() -> None:
    """Otherwise the last step could not tell that rows are left."""
    loose = [one.__name__ for one in TENANTS if not isinstance(one._meta.get_field("community"), models.ForeignKey)]
    assert loose == []
