"""Who may do what with histories and messages, and that nobody reaches another community's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qunli.core.actor import Actor, system
from qunli.core.refusals import Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat import policy
from qunli.domains.chat.tests.conftest import Bring, as_role
from qunli.domains.chat.tests.exports import said, telegram
from qunli.domains.chat.tests.rows import everything, import_rows
from qunli.domains.members import facade as members


@pytest.mark.parametrize(
    ("may", "allowed"),
    [
        (policy.may_see, {"owner", "manager", "analyst"}),
        (policy.may_import, {"owner", "manager"}),
        (policy.may_export, {"owner", "manager"}),
    ],
)
def test_each_power_belongs_to_these_roles(may: Callable[[Actor], object], allowed: set[str]) -> None:
    nobody = Actor(kind="operator", id=1, operator=1, community=1)
    assert {role for role in ("owner", "manager", "analyst") if may(as_role(nobody, role))} == allowed
    assert bool(may(system(1))) is True
    assert [bool(may(actor)) for actor in (nobody, Actor(kind="member", id=5, community=1))] == [False, False]


def deeds(history: int) -> list[Callable[[Actor], object]]:
    """Everything that changes an import by its id."""
    return [
        lambda actor: chat.start_import(actor=actor, history_import=history),
        lambda actor: chat.take_in_hand(actor=actor, history_import=history),
        lambda actor: chat.stop_import(actor=actor, history_import=history),
        lambda actor: chat.choose_format(actor=actor, history_import=history, format=""),
        lambda actor: chat.forget_import(actor=actor, history_import=history),
    ]


def test_another_communitys_histories_are_not_there(host: Actor, stranger: Actor, bring: Bring, tmp_path: Path) -> None:
    done = bring(telegram(tmp_path / "1.json", [said(1, "secret")]))
    (group,) = chat.groups(host)
    before = everything(host)
    for deed in deeds(done.id):
        with pytest.raises(NotFound):
            deed(stranger)
    with pytest.raises(NotFound):
        chat.history_import(stranger, done.id)
    with pytest.raises(NotFound):
        list(chat.skipped_pieces(stranger, done.id))
    with pytest.raises(NotFound):
        chat.export_person(stranger, members.find_people(host)[0][0].id)
    assert (chat.imports(stranger), chat.groups(stranger), chat.touched_days(stranger)) == ([], [], [])
    assert chat.messages_between(stranger, group.id, 0, 2**60).height == 0
    assert chat.recent_messages(stranger, 0, with_text=True).height == 0
    days = chat.touched_days(host)
    assert chat.clear_touched_days(actor=system(stranger.community), days=days) == 0
    assert everything(host) == before


def test_an_analyst_may_look_and_touch_nothing(host: Actor, bring: Bring, tmp_path: Path) -> None:
    done = bring(telegram(tmp_path / "1.json", [said(1, "secret")]))
    analyst = as_role(host, "analyst")
    assert [one.id for one in chat.imports(analyst)] == [done.id]
    new = [
        lambda actor: chat.register_import(actor=actor, name="x", path="/x", size=1),
        lambda actor: chat.open_upload(actor=actor, name="x", size=1),
        lambda actor: chat.export_person(actor, members.find_people(host)[0][0].id),
    ]
    for deed in [*deeds(done.id), *new]:
        with pytest.raises(Forbidden):
            deed(analyst)
    assert (import_rows(host), chat.history_import(host, done.id).state) == (1, "done")


def test_outside_any_community_nothing_is_there(host: Actor) -> None:
    with pytest.raises(NotFound):
        chat.imports(Actor(kind="system"))


def test_an_unknown_format_or_zone_is_refused_by_name(host: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        chat.register_import(actor=host, name="x", path="/x", size=1, format="telepathy")
    assert refusal.value.field == "format"
    with pytest.raises(Invalid) as refusal:
        chat.open_upload(actor=host, name="x", size=1, zone="Mars/Olympus")
    assert refusal.value.field == "zone"
    assert import_rows(host) == 0
