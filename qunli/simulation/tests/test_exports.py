from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qunli.archives import open_archive
from qunli.archives.records import Joined, Message, Skipped
from qunli.simulation import World, preset, simulate
from qunli.simulation.__main__ import main
from qunli.simulation.export import write_csv, write_history, write_telegram, write_whatsapp


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(preset("small"), 7)


@pytest.fixture(scope="module")
def chat(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_telegram(world, tmp_path_factory.mktemp("telegram") / "result.json")[0]


def _messages(chat: Path) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = json.loads(chat.read_text("utf-8"))["messages"]
    return messages


def test_telegram_is_indented_as_telegram_desktop_writes_it(chat: Path) -> None:
    text = chat.read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1)


def test_telegram_messages_have_its_keys_in_its_order(chat: Path) -> None:
    order = [
        *("id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "reply_to_message_id"),
        *("photo", "file", "media_type", "sticker_emoji", "mime_type", "duration_seconds", "width", "height"),
        *("text", "text_entities", "reactions"),
    ]
    seen: set[str] = set()
    for message in _messages(chat):
        if message["type"] == "message":
            assert list(message) == [key for key in order if key in message]
            seen |= set(message)
    assert seen >= {"edited", "reply_to_message_id", "photo", "sticker_emoji", "text_entities", "reactions"}


def test_telegram_notices_tell_who_joined_and_how(chat: Path) -> None:
    notices = [message for message in _messages(chat) if message["type"] == "service"]
    assert {notice["action"] for notice in notices} <= {
        "create_channel",
        "join_group_by_link",
        "invite_members",
        "remove_members",
    }
    assert notices[0]["action"] == "create_channel"
    linked = next(notice for notice in notices if notice["action"] == "join_group_by_link")
    assert list(linked) == [
        *("id", "type", "date", "date_unixtime", "actor", "actor_id", "action", "inviter", "text", "text_entities")
    ]
    invited = next(notice for notice in notices if notice["action"] == "invite_members")
    assert len(invited["members"]) == 1


def test_telegram_text_and_entities_say_the_same(chat: Path) -> None:
    kinds = set()
    for message in _messages(chat):
        text = message["text"]
        parts = [text] if isinstance(text, str) else [part if isinstance(part, str) else part["text"] for part in text]
        assert "".join(parts) == "".join(entity["text"] for entity in message["text_entities"])
        kinds |= {entity["type"] for entity in message["text_entities"]}
        assert isinstance(text, str) or any(isinstance(part, dict) for part in text)
    assert {"plain", "mention", "link"} <= kinds


def test_telegram_escapes_quotes_and_line_breaks(chat: Path) -> None:
    recipe = next(message for message in _messages(chat) if "\n" in str(message["text"]))
    assert json.dumps(recipe["text_entities"][0]["text"], ensure_ascii=False)[1:-1] in chat.read_text("utf-8")


def test_qunli_reads_its_telegram_export_without_a_loss(world: World, chat: Path) -> None:
    said = pl.concat([month.messages for month in world.months()])
    with open_archive(chat) as archive:
        records = list(archive.records())
    messages = [record for record in records if isinstance(record, Message)]
    assert not [record for record in records if isinstance(record, Skipped)]
    assert [message.text for message in messages] == said["text"].to_list()
    assert [int(message.reply_to or -1) for message in messages] == said["reply_to"].to_list()
    assert len([record for record in records if isinstance(record, Joined)]) == 1 + len(world.people)


def test_several_groups_are_several_files(village: World, tmp_path: Path) -> None:
    paths = write_whatsapp(village, tmp_path / "chat.txt")
    assert [path.name for path in paths] == ["chat-1.txt", "chat-2.txt", "chat-3.txt"]
    assert all(path.stat().st_size > 1_000 for path in paths)


def test_whatsapp_lines_begin_with_date_time_and_author(world: World, tmp_path: Path) -> None:
    (path,) = write_whatsapp(world, tmp_path / "chat.txt")
    text = path.read_text("utf-8")
    starts = re.findall(r"(?m)^\d\d/\d\d/\d{4}, \d\d:\d\d - (.*)$", text)
    said = pl.concat([month.messages for month in world.months()])
    authors = {world.people.names[int(author)] for author in said["author"].unique()}
    written = [start for start in starts if start.split(": ")[0] in authors and ": " in start]
    assert len(written) == len(said)
    assert starts[0].startswith("Messages and calls are end-to-end encrypted")
    assert any(start.endswith(" joined using this group's invite link") for start in starts)
    assert "<Media omitted>" in text


def test_csv_has_its_columns_and_a_row_for_everything(world: World, tmp_path: Path) -> None:
    (path,) = write_csv(world, tmp_path / "history.csv")
    rows = pl.read_csv(path, infer_schema=False)
    assert rows.columns == ["time", "author", "text", "group", "id", "reply_to", "topic", "author_id", "kind", "by"]
    months = list(world.months())
    assert len(rows) == sum(len(month.messages) + len(month.events) for month in months)
    assert set(rows["kind"].unique()) == {"message", "join"} | set(
        pl.concat([month.events for month in months])["what"].unique()
    )
    assert rows["time"].str.contains(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$").all()
    ids = dict(rows.select("author_id", "author").unique().iter_rows())
    assert len(ids) == len(set(ids.values()))
    assert rows.filter(pl.col("by").is_not_null())["by"].is_in(list(ids)).all()


def test_history_has_the_columns_that_analysis_reads(world: World, tmp_path: Path) -> None:
    (path,) = write_history(world, tmp_path / "history.parquet")
    history = pl.read_parquet(path)
    assert history.schema == {
        "ts": pl.Int64,
        "channel": pl.String,
        "topic": pl.UInt32,
        "author": pl.UInt32,
        "to": pl.UInt32,
        "kind": pl.String,
        "length": pl.Int64,
        "question": pl.Boolean,
    }
    assert history["ts"].is_sorted()
    assert set(history["kind"].unique()) <= {"msg", "join", "leave"}
    assert history.filter(pl.col("kind") == "msg")["question"].sum() > 10


def test_the_command_writes_an_export_and_the_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, truth = tmp_path / "export.json", tmp_path / "truth"
    arguments = [
        "--plan",
        "small",
        "--seed",
        "5",
        "--until",
        "2026-03-01T12:00",
        "--out",
        str(out),
        "--truth",
        str(truth),
    ]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines()[0] == str(out)
    assert _messages(out)[-1]["date"] < "2026-03-01T20:00:00"
    assert sorted(path.stem for path in truth.iterdir()) == ["hours", "members", "ties", "weeks"]
