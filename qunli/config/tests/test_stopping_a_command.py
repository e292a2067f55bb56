"""Ctrl-C on a long command: one sentence, no half-written file, and the next run goes on."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from qunli.analysis import backtest
from qunli.analysis.judgements import leaving
from qunli.config.cli import app
from qunli.config.commands.kept_results import KEPT_FOR, KeptResults, write_whole
from qunli.reports import report as writing

pytestmark = [pytest.mark.row("P6"), pytest.mark.slow]
DAY = 86_400
START = int(datetime(2024, 1, 1, 19, tzinfo=UTC).timestamp())


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six people over 400 days, judged at four moments."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rows = [
        (START + day * DAY + 180 * turn, "tea", f"member {(day + turn) % (5 if day > 200 else 6)}", 20, False)
        for day in range(400)
        for turn in range(3)
    ]
    path = tmp_path / "history.parquet"
    pl.DataFrame(rows, schema=["ts", "channel", "author", "length", "question"], orient="row").write_parquet(path)
    return path


def judging(monkeypatch: pytest.MonkeyPatch, stopped_at: int | None = None) -> list[int]:
    """The moments at which leaving is judged; somebody presses Ctrl-C at the one of this number."""
    moments: list[int] = []

    def note(past: Any, cutoff: int) -> leaving.Case:
        moments.append(cutoff)
        if len(moments) == stopped_at:
            raise KeyboardInterrupt
        return leaving.at(past, cutoff)

    judges = [dataclasses.replace(one, at=note) if one.name == "leaving" else one for one in backtest.JUDGES]
    monkeypatch.setattr(backtest, "JUDGES", tuple(judges))
    return moments


def test_a_stopped_backtest_goes_on_with_the_moments_that_are_left(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "judged.json"
    judged = judging(monkeypatch, stopped_at=3)
    stopped = CliRunner().invoke(app, ["backtest", str(history), "--json", str(out)])
    assert stopped.exit_code == 130
    assert stopped.stderr.splitlines() == [
        "Stopped. The moments that were judged are kept; the same command goes on from there."
    ]
    assert not out.exists()
    done = CliRunner().invoke(app, ["backtest", str(history), "--json", str(out)])
    assert (done.exit_code, len(judged), len(set(judged))) == (0, 5, 4)
    again = CliRunner().invoke(app, ["backtest", str(history)])
    assert (again.stdout, len(judged)) == (done.stdout, 5)
    assert [one["name"] for one in json.loads(out.read_bytes())] == list(backtest.ORDER)


def test_another_history_takes_nothing_from_the_first_nor_does_one_judged_anew(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = judging(monkeypatch)
    CliRunner().invoke(app, ["backtest", str(history)])
    pl.read_parquet(history).with_columns(pl.col("ts") + 60).write_parquet(history)
    CliRunner().invoke(app, ["backtest", str(history)])
    assert len(judged) == 8
    CliRunner().invoke(app, ["backtest", str(history), "--anew"])
    assert len(judged) == 12


def test_a_stopped_report_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = tmp_path / "tea.csv"
    lines = [f"2026-03-{day:02d}T19:00:00Z,Ana,How warm today?,Tea" for day in range(1, 29)]
    export.write_text("\n".join(["time,author,text,group", *lines]), encoding="utf-8")

    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "writer", lambda _suffix: stop)
    stopped = CliRunner().invoke(app, ["report", str(export), "--out", str(tmp_path / "tea.html")])
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped; nothing was written.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["tea.csv"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "kept", b"first")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "kept", b"second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept", b"first")]


def test_results_nobody_asks_for_are_dropped_in_time(tmp_path: Path) -> None:
    results = KeptResults(tmp_path / "kept")
    results.put("old", b"1")
    results.put("new", b"2")
    for path in (tmp_path / "kept").iterdir():
        if path.read_bytes() == b"1":
            long_ago = time.time() - KEPT_FOR - 60
            os.utime(path, (long_ago, long_ago))
    results.drop_old()
    assert (results.get("old"), results.get("new")) == (None, b"2")


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    results = KeptResults(tmp_path / "file" / "kept")
    results.put("key", b"1")
    assert results.get("key") is None
