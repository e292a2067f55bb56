"""Who takes an import back, when that can be done, and what happens if it is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import Conflict, Forbidden, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Origin
from qunli.domains.chat.operations import take_back_some as taking
from qunli.domains.chat.tests.conftest import Bring, bring, small_batches
from qunli.domains.members.tests.conftest import as_role, host, stranger
from tests.two_histories import at_work, files, only_right, right, stands, take_back, wrong

__all__ = ["bring", "files", "host", "only_right", "small_batches", "stranger"]
pytestmark = pytest.mark.row("G6")


def test_interrupted_anywhere_it_goes_on_and_ends_the_same(
    host: Actor, bring: Bring, files: Callable[..., Path], only_right: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 7)
    monkeypatch.setattr(taking, "PEOPLE_AT_ONCE", 2)
    bring(files("right.json", right()))
    history = bring(files("wrong.json", wrong())).id
    chat.take_back_import(actor=host, history_import=history)
    actor, steps = system(host.community), 1
    while chat.take_back_some(actor=actor, history_import=history):
        steps += 1
    assert steps > 15
    at_work(host)
    now = stands(host)
    assert (now["people"], now["ties"], len(now["messages"])) == (only_right["people"], only_right["ties"], 41)


def test_an_import_that_was_stopped_halfway_can_be_taken_back(
    host: Actor, bring: Bring, files: Callable[..., Path], small_batches: None
) -> None:
    path = files("wrong.json", wrong())
    history = chat.register_import(actor=host, name="wrong.json", path=str(path), size=1)
    turn = chat.take_in_hand(actor=host, history_import=history)
    with pytest.raises(Conflict):
        chat.take_back_import(actor=host, history_import=history)
    chat.read_history(
        host.community or 0, history, turn, lambda _p: chat.stop_import(actor=host, history_import=history)
    )
    assert 0 < len(stands(host)["messages"]) < 70
    take_back(host, history)
    assert (stands(host)["messages"], stands(host)["people"]) == ([], [])


def test_while_one_is_taken_back_none_is_read_and_none_is_taken_back_twice(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history, other = bring(files("wrong.json", wrong())).id, bring(files("right.json", right())).id
    late = chat.register_import(actor=host, name="late.json", path=str(files("late.json", right())), size=1)
    chat.take_back_import(actor=host, history_import=history)
    for deed in (
        lambda: chat.take_back_import(actor=host, history_import=history),
        lambda: chat.take_back_import(actor=host, history_import=other),
        lambda: chat.start_import(actor=host, history_import=late),
        lambda: chat.take_in_hand(actor=host, history_import=late),
        lambda: chat.forget_import(actor=host, history_import=history),
    ):
        with pytest.raises(Conflict):
            deed()
    at_work(host)
    chat.take_in_hand(actor=host, history_import=late)
    with pytest.raises(Conflict):
        chat.take_back_import(actor=host, history_import=other)


def test_only_who_may_import_takes_back_and_only_at_home(
    host: Actor, stranger: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history = bring(files("wrong.json", wrong())).id
    with pytest.raises(Forbidden):
        chat.take_back_import(actor=as_role(host, "analyst"), history_import=history)
    with pytest.raises(NotFound):
        chat.take_back_import(actor=stranger, history_import=history)
    with pytest.raises(Forbidden):
        chat.take_back_some(actor=host, history_import=history)
    assert chat.history_import(host, history).state == "done"


def test_a_history_of_before_anything_was_noted_is_not_taken_back(
    host: Actor, bring: Bring, files: Callable[..., Path]
) -> None:
    history = bring(files("wrong.json", wrong())).id
    with tenancy.within(host.community or 0):
        Origin.objects.update(history_import=None)
    with pytest.raises(Conflict, match="nobody noted"):
        chat.take_back_import(actor=host, history_import=history)
    again = bring(files("again.json", wrong())).id
    take_back(host, again)
    assert len(stands(host)["messages"]) == 70
