"""An owner deletes a community: out of sight at once, restored in time, or erased until nothing is left of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from qunli.config.cli import app
from qunli.config.registry import ERASERS, HANDLERS, TASKS
from qunli.core import tenancy, work
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.models import Event, IdempotencyKey, Lane, User, Work
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import HistoryImport
from qunli.domains.chat.tests.conftest import Bring, bring
from qunli.domains.communities import facade as communities
from qunli.domains.communities.models import Community
from qunli.domains.communities.operations import erase_community
from qunli.domains.communities.tasks import erase_whole
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import as_role, found, host

__all__ = ["bring", "host"]
pytestmark = pytest.mark.row("P4")
GROUND = (Event, Lane, Work)
TENANTS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("qunli.domains.") and any(field.name == "community" for field in model._meta.fields)
]
TABLE = "time,author,text,group,id,author_id\n2025-03-01T08:00:00Z,Bo,Tea?,Kettle,1,bo\nnever,Bo,broken,Kettle,2,bo\n"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def other(host: Actor, bring: Bring, tmp_path: Path) -> Actor:
    """The same owner's community Coffee, with a history of its own."""
    coffee = found("Coffee")
    path = tmp_path / "coffee.csv"
    path.write_text(TABLE)
    bring(path, coffee)
    return coffee


@pytest.fixture
def full(host: Actor, bring: Bring, tmp_path: Path) -> Actor:
    """The community Tea with something in every table: people joined, erased and to be decided about, an upload that
    was not read, an answer kept for a key, events nobody has heard yet, and what was concluded."""
    path = tmp_path / "tea.csv"
    path.write_text(TABLE + "".join(said(n) for n in range(300)) + "2025-03-02T08:00:00Z,Ann,,Kettle,,ann\n")
    bring(path)
    people = {name: person for person, (name, _search) in members.names(host).items()}
    members.describe_person(actor=host, person=people["Ann"], name="Ann", note="bakes on Fridays")
    members.merge_people(actor=host, kept=people["Ann"], merged=people["Bo"], key="once")
    members.erase_person(actor=host, person=people["Cy"])
    chat.open_group(actor=host, name="Teapot")
    history = chat.open_upload(actor=host, name="never-read.json", size=5)
    with tenancy.within(host.community or 0):
        Path(HistoryImport.objects.get(id=history).path).write_bytes(b"12345")
        for model in TENANTS:
            if not model.objects.exists():
                invent(model, host.community or 0)
    return host


def said(number: int) -> str:
    name = ("Ann", "Bo", "Cy")[number % 3]
    time = f"2025-03-01T{9 + number // 60:02d}:{number % 60:02d}:00Z"
    return f"{time},{name},The dough {number},Kettle,k{number},{name.lower()}\n"


def invent(model: Any, community: int) -> None:
    """A row in which every field holds something of its kind."""
    values: dict[str, Any] = {"community_id": community}
    taken: list[int] = []
    for field in model._meta.concrete_fields:
        if field.name == "community" or field.primary_key or field.has_default() or field.null:
            continue
        if isinstance(field, models.ForeignKey):
            free = field.related_model.objects.exclude(id__in=taken).order_by("id")
            values[field.attname] = free.values_list("id", flat=True)[0]
            taken.append(values[field.attname])
        elif isinstance(field, models.DateTimeField):
            values[field.name] = timezone.now()
        elif isinstance(field, models.BinaryField):
            values[field.name] = b"x"
        elif isinstance(field, models.DateTimeField):
            values[field.name] = timezone.now()
        else:
            values[field.name] = "x" if isinstance(field, models.CharField | models.TextField) else 1
    model.objects.create(**values)


def rows(community: int) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of communities and of the ground, whatever tenancy says."""
    answer = {}
    for model in (*TENANTS, *GROUND):
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE community_id = %s ORDER BY 1", [community])
            answer[model.__name__] = cursor.fetchall()
    return answer


def at_work() -> None:
    """Events are handed over and due work is done until there is none."""
    while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}):
        pass


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase_community, "AT_ONCE", 17)


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


def owner() -> Actor:
    return communities.actor_of(User.objects.get())


def test_a_deleted_community_is_out_of_sight_and_comes_back_whole(full: Actor) -> None:
    at_work()
    before = rows(full.community or 0)
    communities.delete_community(actor=owner(), community="tea", name="Tea")
    assert communities.communities_of(owner()) == []
    for there in (
        lambda: communities.actor_at(owner(), "tea"),
        lambda: communities.actor_in(owner(), full.community or 0),
    ):
        with pytest.raises(NotFound):
            there()
    at_work()
    assert communities.restore_community(actor=owner(), community="tea") == full.community
    assert rows(full.community or 0) == before
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        at_work()
    assert {name: len(found) for name, found in rows(full.community or 0).items()} == {
        name: len(found) for name, found in before.items()
    }


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


@pytest.mark.parametrize("role", ["manager", "analyst"])
def test_only_an_owner_deletes_restores_and_erases(host: Actor, role: str) -> None:
    somebody = as_role(owner(), role)
    for deed in (
        lambda: communities.delete_community(actor=somebody, community="tea", name="Tea"),
        lambda: communities.restore_community(actor=somebody, community="tea"),
        lambda: communities.erase_community_now(actor=somebody, community="tea", name="Tea"),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert Community.objects.get(id=host.community).deleted_at is None


def test_the_wrong_name_deletes_nothing(host: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        communities.delete_community(actor=owner(), community="tea", name="tee")
    assert refusal.value.field == "name"
    assert Community.objects.get(id=host.community).deleted_at is None
    assert not Work.objects.exists()


def test_every_table_of_a_community_knows_its_community_by_a_foreign_key() -> None:
    """Otherwise the last step could not tell that rows are left."""
    loose = [one.__name__ for one in TENANTS if not isinstance(one._meta.get_field("community"), models.ForeignKey)]
    assert loose == []


def test_on_the_page_numbers_are_said_a_fresh_sign_in_is_asked_for_and_the_name(other: Actor) -> None:
    user = User.objects.get()
    user.set_password("a-long-enough-passphrase")
    user.save()
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = "/c/coffee/found/delete/"
    assert client.get(address).headers["Location"] == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"
    back = client.post(f"/accounts/reauthenticate/?next={address}", {"password": "a-long-enough-passphrase"})
    assert back.headers["Location"] == address
    page = client.get(address).content.decode()
    assert [page.count(f'<div class="value">{count}</div>') for count in (1, 0)] == [3, 1]
    assert "not the name" in client.post(address, {"name": "Tea"}).content.decode()
    assert client.post(address, {"name": "Coffee"}).headers["Location"] == "/communities/"
    assert client.get("/c/coffee/today/").status_code == 404
    assert "Restore" in client.get("/communities/").content.decode()
    client.post("/communities/coffee/restore/")
    assert client.get("/c/coffee/gather/").status_code == 200


def test_what_is_saved_first_can_be_read_again(other: Actor, bring: Bring, tmp_path: Path) -> None:
    saved = tmp_path / "saved.csv"
    saved.write_text("".join(chat.export_history(actor=other)), encoding="utf-8")
    again = bring(saved, found("Cocoa"))
    assert (again.state, again.messages_new, again.people_new, again.skipped) == ("done", 1, 1, 0)
    with pytest.raises(Forbidden):
        chat.export_history(actor=as_role(other, "analyst"))


def test_on_the_command_line_it_says_what_goes_asks_for_the_name_and_erases_at_once(other: Actor) -> None:
    wrong = CliRunner().invoke(app, ["delete-community", "Coffee"], input="Tea\n")
    assert (wrong.exit_code, "That is not the name of this community" in wrong.output) == (1, True)
    assert "Coffee: 1 members, 1 messages, 1 histories, 0 uploaded files" in wrong.output
    deleted = CliRunner().invoke(app, ["delete-community", "Coffee"], input="Coffee\n")
    assert "`qunli restore-community coffee` brings it back" in deleted.output
    assert CliRunner().invoke(app, ["restore-community", "Coffee"]).exit_code == 0
    erased = CliRunner().invoke(app, ["delete-community", "Coffee", "--at-once", "--confirm", "Coffee"])
    assert erased.output.endswith("Coffee is erased for good.\n")
    assert {name: found for name, found in rows(other.community or 0).items() if found} == {}
    at_work()
    assert not Work.objects.exclude(state=Work.State.DONE).filter(due__lte=timezone.now()).exists()
