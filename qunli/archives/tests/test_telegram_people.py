"""People in exports of Telegram Desktop: their ids and names, their comings and goings, and other notices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qunli.archives.reasons import NO_AUTHOR, NOTICE, UNNAMED, UNSUPPORTED
from qunli.archives.records import Joined, Left, Removed
from qunli.archives.tests.brought import messages, names, of_kind, records, skips, write
from qunli.archives.tests.telegram_export import at, chat, notice, said


def test_joins_leaves_and_removals_come_out_of_service_notices(tmp_path: Path) -> None:
    found = records(
        write(
            tmp_path / "a.json",
            chat(
                notice(1, "create_group", title="Bakers", members=["Bob"]),
                notice(2, "join_group_by_link", "Cid", "user3", inviter="Ann"),
                notice(3, "join_group_by_request", "Dee", "user4"),
                notice(4, "invite_members", members=["Eve", "Fay"]),
                notice(5, "invite_members", "Gus", "user7", members=["Gus"]),
                notice(6, "remove_members", members=["Cid"]),
                notice(7, "remove_members", "Dee", "user4", members=["Dee"]),
                said(8, **{"from": "Bob", "from_id": "user2"}),
                said(9, **{"from": "Eve", "from_id": "user5"}),
            ),
        )
    )
    moved = [record for record in found if isinstance(record, Joined | Left | Removed)]
    assert sorted(moved, key=lambda move: (move.at, move.person)) == [
        Joined(group="555", person="user1", at=at(1)),
        Joined(group="555", person="user2", at=at(1), by="user1"),
        Joined(group="555", person="user3", at=at(2), by="user1"),
        Joined(group="555", person="user4", at=at(3)),
        Joined(group="555", person="Fay", at=at(4), by="user1"),
        Joined(group="555", person="user5", at=at(4), by="user1"),
        Joined(group="555", person="user7", at=at(5)),
        Removed(group="555", person="user3", at=at(6), by="user1"),
        Left(group="555", person="user4", at=at(7)),
    ]
    assert names(found)["Fay"] == "Fay"
    assert skips(found) == []


def test_a_name_that_two_people_bear_is_not_guessed(tmp_path: Path) -> None:
    rows = [
        said(1, **{"from": "Kim", "from_id": "user2"}),
        said(2, **{"from": "Kim", "from_id": "user3"}),
        notice(3, "remove_members", members=["Kim"]),
    ]
    found = records(write(tmp_path / "a.json", chat(*rows)))
    assert of_kind(Removed, found) == [Removed(group="555", person="Kim", at=at(3), by="user1")]


def test_every_other_notice_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json",
        chat(
            notice(1, "pin_message", message_id=3),
            notice(2, "invite_members", members=[None]),
            {"id": 3, "type": "unsupported"},
            said(4, **{"from": None, "from_id": None}),
        ),
    )
    data = path.read_bytes()
    found = skips(records(path))
    assert [skip.reason for skip in found] == [NOTICE, UNNAMED, UNSUPPORTED, NO_AUTHOR]
    assert [json.loads(data[skip.position :].split(b"\n  }")[0] + b"}")["id"] for skip in found] == [1, 2, 3, 4]
    assert {(skip.file, skip.unit) for skip in found} == {("a.json", "byte")}


@pytest.mark.parametrize(
    ("old", "new"), [(4_294_967_297, "user1"), (8_589_934_593, "channel1"), (1, "user1"), ("channel9", "channel9")]
)
def test_ids_of_old_exports_become_those_of_new_ones(tmp_path: Path, old: object, new: str) -> None:
    assert messages(records(write(tmp_path / "a.json", chat(said(1, from_id=old)))))[0].author == new


def test_without_an_id_the_name_stands_for_the_person(tmp_path: Path) -> None:
    row = said(1)
    del row["from_id"]
    assert messages(records(write(tmp_path / "a.json", chat(row))))[0].author == "Ann"


def test_a_deleted_account_keeps_the_name_it_had(tmp_path: Path) -> None:
    rows = [said(1), said(2, **{"from": None}), said(3, **{"from": None, "from_id": "user9"})]
    assert names(records(write(tmp_path / "a.json", chat(*rows)))) == {"user1": "Ann", "user9": "Deleted Account"}
