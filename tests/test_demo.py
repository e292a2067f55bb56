"""The demo's community lives, and a restart neither loses nor doubles anything."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from qunli.config.commands.reading_bar import import_one
from qunli.config.demo import kept
from qunli.config.demo import living as demo_living
from qunli.config.demo.community import EMAIL, NAME, demo_account, demo_actor
from qunli.config.demo.living import Life, live, write_past
from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.core.refusals import Conflict
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Message
from qunli.domains.communities import facade as communities
from qunli.simulation import living

BEGUN = 1_767_225_600
DAY = 86_400


@pytest.fixture
def begun(transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> kept.Kept:
    """A demo of a few people, its past imported."""
    settings.DATA = tmp_path
    monkeypatch.setattr(living, "AHEAD", 2)
    monkeypatch.setattr(demo_living, "MESSAGES", 40_000)
    state = kept.save(kept.Kept(seed=7, members=50, begun=BEGUN, password="long and used nowhere else"))
    actor = demo_actor(demo_account(state.password))
    path = write_past(state)
    assert import_one(actor, path, "", "")
    path.unlink()
    return kept.save(replace(state, told=BEGUN))


def actor() -> Actor:
    return demo_actor(User.objects.get(email=EMAIL))


def said() -> list[int]:
    with tenancy.within(actor().community or 0):
        return sorted(int(one) for one in Message.objects.values_list("external_id", flat=True))


def truth(until: int, state: kept.Kept) -> list[int]:
    """The ids of all that is said in the world before a moment."""
    pieces = live(state).between(0, until).pieces
    return sorted(one for month in pieces for one in month.messages["id"].to_list())


@pytest.mark.slow
def test_the_world_goes_on_and_a_restart_goes_on_with_it(begun: kept.Kept) -> None:
    assert said() == truth(BEGUN, begun)
    life = Life(actor(), begun)
    assert life.step(BEGUN + DAY) > 0
    assert life.step(BEGUN + DAY) == 0
    restarted = Life(actor(), kept.load() or begun)
    assert restarted.step(BEGUN + 3 * DAY) > 0
    assert said() == truth(BEGUN + 3 * DAY, begun)


@pytest.mark.slow
def test_a_crash_before_the_note_was_made_doubles_nothing(begun: kept.Kept) -> None:
    assert Life(actor(), begun).step(BEGUN + DAY) > 0
    assert Life(actor(), begun).step(BEGUN + 6 * DAY) > 0
    assert said() == truth(BEGUN + 6 * DAY, begun)


def test_the_list_of_histories_stays_short(begun: kept.Kept) -> None:
    life = Life(actor(), begun)
    for day in (1, 2, 3):
        life.step(BEGUN + day * DAY)
    assert [one.name for one in chat.imports(actor())] == ["Hearth Bakers, the latest.csv", "Hearth Bakers.csv"]
    assert all(one.skipped == 0 for one in chat.imports(actor()))
    assert list(kept.exports().iterdir()) == []


def test_the_account_is_made_once_and_its_password_kept_for_its_owner_only(begun: kept.Kept) -> None:
    user = demo_account(begun.password)
    assert (User.objects.count(), user.check_password(begun.password)) == (1, True)
    assert [one.name for one in communities.communities_of(communities.actor_of(user))] == [NAME]
    assert stat.S_IMODE((kept.folder() / kept.FILE).stat().st_mode) == 0o600


def test_a_demo_does_not_move_into_a_real_installation(transactional_db: None) -> None:
    ann = User.objects.create_user("ann@example.org", name="Ann")
    communities.found_operator(actor=system(), user=ann.id, name="Ann's house")
    with pytest.raises(Conflict, match="Somebody runs real communities"):
        demo_account("long and used nowhere else")
    assert User.objects.count() == 1
