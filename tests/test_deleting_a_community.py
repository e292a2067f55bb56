"""An owner deletes a community: out of sight at once, restored in time, saved before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from qunli.config.cli import app
from qunli.core.actor import Actor
from qunli.core.models import User, Work
from qunli.core.refusals import Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.conftest import Bring, bring
from qunli.domains.communities import facade as communities
from qunli.domains.communities.models import Community
from qunli.domains.members.tests.conftest import as_role, found, host
from tests.full_community import _files, at_work, full, other, owner, rows

__all__ = ["_files", "bring", "full", "host", "other"]
pytestmark = [pytest.mark.row("P4"), pytest.mark.slow, pytest.mark.database]


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
