"""`qunli backup` and `qunli restore`: everything of an embedded installation in one file."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated, NoReturn, cast

import typer

from qunli.config.commands.bar import Bar

DATABASE = "qunli.sqlite3"
KEPT = ("secret.key", "files")
INTERRUPTED = 130


def backup(file: Annotated[Path, typer.Argument(help="Where to write, such as qunli-2026-11-23.tar.gz.")]) -> None:
    """Write database, secret and uploaded files into one archive, while Qunli runs. Ctrl-C stops it."""
    data = _embedded()
    if not (data / DATABASE).exists():
        _refuse(f"There is no database in {data}, so there is nothing to back up.")
    unfinished = file.with_name(f".{file.name}.part")
    try:
        with Bar() as bar, tempfile.TemporaryDirectory(dir=data) as aside:
            _pack(data, Path(aside) / DATABASE, unfinished, bar)
        unfinished.replace(file)
    except KeyboardInterrupt:
        _stopped("Stopped; nothing was written.")
    finally:
        unfinished.unlink(missing_ok=True)
    typer.echo(f"{file}: {file.stat().st_size:,} bytes. It holds personal data and the secret; keep it safe.")


def _pack(data: Path, copy: Path, archive_file: Path, bar: Bar) -> None:
    bar("copying", 0.0)
    # VACUUM INTO sees one consistent state, whatever is written meanwhile.
    with sqlite3.connect(data / DATABASE) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    kept = [path for name in KEPT for path in _files(data / name)]
    total = copy.stat().st_size + sum(path.stat().st_size for path in kept if path.exists())
    with tarfile.open(archive_file, "w:gz") as archive:
        archive_file.chmod(0o600)
        packed = _add(archive, copy, DATABASE, 0, total, bar)
        for path in kept:
            if path.exists():
                packed = _add(archive, path, str(path.relative_to(data)), packed, total, bar)


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(path for path in place.rglob("*") if path.is_file())
    return [place] if place.exists() else []


def _add(archive: tarfile.TarFile, path: Path, name: str, before: int, total: int, bar: Bar) -> int:
    """Returns how many bytes are packed now."""
    info = archive.gettarinfo(path, name)
    with path.open("rb") as file:
        archive.addfile(info, cast("IO[bytes]", _Told(file, lambda done: bar("packing", (before + done) / total))))
    return before + info.size


class _Told:
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self._file, self._tell = file, tell

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._tell(self._file.tell())
        return data


def restore(
    file: Annotated[Path, typer.Argument(help="An archive written by `qunli backup`.", exists=True)],
) -> None:
    """Unpack a backup into an empty data folder; stop Qunli first. Ctrl-C stops it."""
    data = _embedded()
    if (data / DATABASE).exists():
        _refuse(f"{data} already holds a database. Move it away first; nothing was changed.")
    try:
        with Bar() as bar, tempfile.TemporaryDirectory(dir=data) as aside:
            _unpack(file, Path(aside), bar)
            _put_in_place(Path(aside), data)
    except (tarfile.TarError, EOFError):
        _refuse("This archive cannot be read; it may be incomplete. Nothing was changed.")
    except KeyboardInterrupt:
        _stopped("Stopped; nothing was changed.")
    typer.echo(f"Restored into {data}. Start with `qunli up`.")


def _unpack(file: Path, aside: Path, bar: Bar) -> None:
    with tarfile.open(file) as archive:
        members = archive.getmembers()
        if DATABASE not in {member.name for member in members}:
            _refuse("This is not a backup of Qunli; nothing was changed.")
        done, total = 0, sum(member.size for member in members) or 1
        for member in members:
            bar("unpacking", done / total)
            archive.extract(member, aside, filter="data")
            done += member.size


def _put_in_place(aside: Path, data: Path) -> None:
    """The database last: as long as it is not there, the restore can be run again."""
    for path in (path for name in KEPT for path in _files(aside / name)):
        place = data / path.relative_to(aside)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(place)
    (data / "secret.key").chmod(0o600)
    (aside / DATABASE).replace(data / DATABASE)


def _embedded() -> Path:
    from django.conf import settings  # the command line starts without settings

    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        _refuse("This installation uses PostgreSQL: back it up with pg_dump (docs/backup.md).")
    return Path(settings.DATA)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def _stopped(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(INTERRUPTED)
