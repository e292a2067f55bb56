"""A backup is whole or not there, and so is what is restored from it."""

from __future__ import annotations

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from qunli.config.cli import app
from qunli.config.commands.bar import Bar

pytestmark = pytest.mark.row("P6")


@pytest.fixture
def data(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    (folder / "files" / "imports").mkdir(parents=True)
    (folder / "secret.key").write_text("a secret")
    (folder / "files" / "imports" / "upload").write_bytes(b"half an export")
    with closing(sqlite3.connect(folder / "qunli.sqlite3")) as database:
        database.execute("CREATE TABLE said (text)")
        database.executemany("INSERT INTO said VALUES (?)", [(f"Text {n}",) for n in range(1000)])
        database.commit()
    settings.DATA = folder
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    return folder


def stop_at(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Somebody presses Ctrl-C there."""

    def tell(self: Bar, now: str, done: float) -> None:
        if now == step:
            raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "__call__", tell)


def test_there_and_back(data: Path, tmp_path: Path, settings: Settings) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert CliRunner().invoke(app, ["backup", str(archive)]).exit_code == 0
    assert archive.stat().st_mode & 0o777 == 0o600
    settings.DATA = tmp_path / "elsewhere"
    settings.DATA.mkdir()
    assert CliRunner().invoke(app, ["restore", str(archive)]).exit_code == 0
    with closing(sqlite3.connect(settings.DATA / "qunli.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM said").fetchone() == (1000,)
    assert (settings.DATA / "secret.key").read_text() == "a secret"
    assert (settings.DATA / "files" / "imports" / "upload").read_bytes() == b"half an export"
    assert sorted(path.name for path in settings.DATA.iterdir()) == ["files", "qunli.sqlite3", "secret.key"]


@pytest.mark.parametrize("step", ["copying", "packing"])
def test_a_stopped_backup_leaves_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = sorted(data.iterdir())
    stop_at(monkeypatch, step)
    stopped = CliRunner().invoke(app, ["backup", str(tmp_path / "backup.tar.gz")])
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped; nothing was written.\n")
    assert ([path.name for path in tmp_path.iterdir()], sorted(data.iterdir())) == (["data"], before)


def test_a_stopped_restore_changes_nothing(
    data: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "backup.tar.gz"
    CliRunner().invoke(app, ["backup", str(archive)])
    settings.DATA = tmp_path / "elsewhere"
    settings.DATA.mkdir()
    stop_at(monkeypatch, "unpacking")
    stopped = CliRunner().invoke(app, ["restore", str(archive)])
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped; nothing was changed.\n")
    assert list(settings.DATA.iterdir()) == []


def test_half_an_archive_is_refused_and_changes_nothing(data: Path, tmp_path: Path, settings: Settings) -> None:
    archive = tmp_path / "backup.tar.gz"
    CliRunner().invoke(app, ["backup", str(archive)])
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    settings.DATA = tmp_path / "elsewhere"
    settings.DATA.mkdir()
    refused = CliRunner().invoke(app, ["restore", str(archive)])
    assert refused.exit_code == 1
    assert "may be incomplete" in refused.stderr
    assert list(settings.DATA.iterdir()) == []


def test_another_archive_is_refused(data: Path, tmp_path: Path, settings: Settings) -> None:
    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz") as other:
        other.add(data / "secret.key", "something.txt")
    settings.DATA = tmp_path / "elsewhere"
    settings.DATA.mkdir()
    assert "not a backup of Qunli" in CliRunner().invoke(app, ["restore", str(archive)]).stderr
    assert list(settings.DATA.iterdir()) == []
