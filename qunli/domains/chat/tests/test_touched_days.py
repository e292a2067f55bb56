"""Days to count again, and what is read to count them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunli.core.actor import Actor, system
from qunli.core.refusals import Forbidden
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.chat.tests.exports import START, joined, said, telegram
from qunli.domains.members import facade as members

DAY = START // 86_400


def test_a_day_touched_while_it_is_counted_stays_touched(host: Actor, bring: Bring, tmp_path: Path) -> None:
    bring(telegram(tmp_path / "1.json", [said(1, "a"), said(1000, "b")]))
    counted = chat.touched_days(host)
    assert [(one.day, one.version) for one in counted] == [(DAY, 1), (DAY + 1, 1)]
    bring(telegram(tmp_path / "2.json", [said(2, "meanwhile")]))
    assert chat.clear_touched_days(actor=system(host.community), days=counted) == 1
    assert [(one.day, one.version) for one in chat.touched_days(host)] == [(DAY, 2)]


def test_only_the_program_clears_days(host: Actor, bring: Bring, tmp_path: Path) -> None:
    bring(telegram(tmp_path / "1.json", [said(1, "a")]))
    with pytest.raises(Forbidden):
        chat.clear_touched_days(actor=host, days=chat.touched_days(host))
    assert len(chat.touched_days(host)) == 1


def test_messages_come_as_columns_by_time(host: Actor, bring: Bring, tmp_path: Path) -> None:
    messages = [
        joined(1, by=3),
        said(9, "Why?", by=2),
        said(5, "早上好", by=1),
        said(12, "x", by=1, reply_to_message_id=9),
    ]
    bring(telegram(tmp_path / "1.json", messages))
    (group,) = chat.groups(host)
    frame = chat.messages_between(host, group.id, 0, 2**60)
    ids = {one.external_id: one.id for one in members.identities(host)}
    assert frame["ts"].to_list() == [START + 300, START + 540, START + 720]
    assert frame["author"].to_list() == [ids["user1"], ids["user2"], ids["user1"]]
    assert frame["to"].to_list() == [None, None, ids["user2"]]
    assert frame["length"].to_list() == [3, 4, 1]
    assert frame["question"].to_list() == [False, True, False]
    assert frame["channel"].to_list() == [group.id] * 3
    assert frame["topic"].to_list() == [None] * 3
    assert chat.messages_between(host, group.id, 0, 1).height == 0
    assert chat.messages_of_days(host, group.id, [DAY, DAY + 1]).height == 3
    assert chat.recent_messages(host, 1000 * (START + 540), with_text=True)["text"].to_list() == ["Why?", "x"]
    assert chat.movements(host).rows() == [(START + 60, group.id, ids["user3"], "join")]
