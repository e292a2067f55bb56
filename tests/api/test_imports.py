"""Histories over the API: bring, watch, stop, go on, learn what was skipped."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from django.conf import settings

from qunli.core import work
from qunli.domains.chat.tasks import TASKS
from tests.api.calls import Request, get, send
from tests.api.house import HISTORY, House, import_state, stopped_import, waiting_import
from tests.api.requests import SAMPLES, TABLE

pytestmark = [pytest.mark.row("P1"), pytest.mark.row("G6")]


def work_off() -> None:
    work.work_off({task.name: task for task in TASKS})


@pytest.mark.parametrize("address", [("POST", "/{slug}/imports"), ("POST", "/{slug}/imports/raw")], ids=" ".join)
def test_a_file_is_brought_and_read_in_the_background(house: House, address: tuple[str, str]) -> None:
    request = SAMPLES[address].make(house)
    more = TABLE + b"2025-03-01T08:04:00Z,Gus,Me too,Kettle,6,gus\n"
    if request.form is None:
        request = dataclasses.replace(request, raw=more)
    brought = send(request, house.ann_token)
    zone = "Asia/Shanghai" if request.form else ""
    assert (brought.status, brought.body["state"], brought.body["zone"]) == (201, "waiting", zone)
    work_off()
    read = get(f"/tea/imports/{brought.body['id']}", house.ann_token).body
    new = 0 if request.form else 1
    assert (read["state"], read["format"], read["refusal"]) == ("done", "plain-csv", None)
    assert (read["messages_new"], read["messages_known"], read["people_new"]) == (new, 4, new)
    assert list(Path(settings.MEDIA_ROOT, "imports").iterdir()) == []


def test_what_was_skipped_is_listed_with_reason_and_place(house: House) -> None:
    one = get(f"/tea/imports/{house.done}", house.ann_token).body
    assert (one["skipped"], one["skipped_reasons"]) == (1, {"the time cannot be read": 1})
    answer = get(f"/tea/imports/{house.done}/skipped", house.ann_token).body
    (piece,) = answer["items"]
    assert piece.pop("excerpt").startswith("not a time,Bo,This line is broken")
    assert piece == {"reason": "the time cannot be read", "file": "kettle.csv", "position": 6, "unit": "line"}
    assert answer["total"] == 1


def test_a_file_that_is_no_history_is_refused_in_a_sentence(house: House) -> None:
    brought = send(Request("POST", "/tea/imports/raw?name=notes.xyz", raw=b"\x00\x01\x02"), house.ann_token).body
    work_off()
    read = get(f"/tea/imports/{brought['id']}", house.ann_token).body
    assert read["state"] == "refused"
    assert read["refusal"].endswith(".")
    assert read["messages_new"] == 0


def test_reading_is_stopped_and_goes_on(house: House) -> None:
    history = waiting_import(house.ann)
    assert send(Request("POST", f"/tea/imports/{history}/stop"), house.ann_token).body["state"] == "stopped"
    assert import_state(house.ann, history) == "stopped"
    again = send(Request("POST", f"/tea/imports/{history}/stop"), house.ann_token)
    assert (again.status, again.body["code"]) == (409, "conflict")
    assert send(Request("POST", f"/tea/imports/{history}/resume"), house.ann_token).body["state"] == "waiting"


def test_what_is_done_does_not_go_on(house: House) -> None:
    answer = send(Request("POST", f"/tea/imports/{house.done}/resume"), house.ann_token)
    assert (answer.status, answer.body["detail"]) == (
        409,
        "This import is done. Bring the file again to read it again.",
    )


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (Request("POST", "/tea/imports/raw?name=a.csv&format=klingon", raw=b"a"), "format"),
        (Request("POST", "/tea/imports/raw?name=a.csv&zone=Mars/Olympus", raw=b"a"), "zone"),
        (Request("POST", "/tea/imports/raw?name=a.csv", raw=b""), "Content-Length"),
        (Request("POST", "/tea/imports/raw", raw=b"a"), "query.name"),
        (Request("POST", "/tea/imports", form={"format": ""}), "file"),
    ],
    ids=["format", "zone", "empty", "no name", "no file"],
)
def test_a_wrong_upload_is_refused_by_the_part_that_is_wrong(house: House, request_: Request, field: str) -> None:
    before = get("/tea/imports", house.ann_token).body["total"]
    answer = send(request_, house.ann_token)
    assert (answer.status, answer.body["field"].rpartition(".")[2]) == (422, field.rpartition(".")[2])
    assert get("/tea/imports", house.ann_token).body["total"] == before


def test_a_stopped_import_stays_in_the_list(house: House) -> None:
    history = stopped_import(house.ann)
    listed = get("/tea/imports", house.ann_token).body
    assert [(one["id"], one["state"]) for one in listed["items"]] == [(history, "stopped"), (house.done, "done")]
    assert listed["total"] == 2


def test_a_member_takes_their_data_along(house: House) -> None:
    taken = get(f"/tea/members/{house.bo}/export", house.ann_token).body
    assert taken["person"]["name"] == "Bo"
    assert [one["text"] for one in taken["messages"]] == ["Which tea wakes you up?"]
    assert HISTORY.count(",bo") == 2
