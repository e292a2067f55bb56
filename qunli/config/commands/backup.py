"""`qunli backup` and `qunli restore`: everything of an embedded installation in one file."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer

DATABASE = "qunli.sqlite3"
KEPT = ("secret.key", "files")


def backup(file: Annotated[Path, typer.Argument(help="Where to write, such as qunli-2026-11-23.tar.gz.")]) -> None:
    """Write database, secret and uploaded files into one archive, while Qunli runs."""
    data = _embedded()
    if not (data / DATABASE).exists():
        _refuse(f"There is no database in {data}, so there is nothing to back up.")
    with tempfile.TemporaryDirectory(dir=data) as aside:
        copy = Path(aside) / DATABASE
        # VACUUM INTO sees one consistent state, whatever is written meanwhile.
        with sqlite3.connect(data / DATABASE) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        unfinished = file.with_name(f".{file.name}.part")
        with tarfile.open(unfinished, "w:gz") as archive:
            archive.add(copy, DATABASE)
            for name in KEPT:
                if (data / name).exists():
                    archive.add(data / name, name)
        unfinished.chmod(0o600)
        unfinished.replace(file)
    typer.echo(f"{file}: {file.stat().st_size:,} bytes. It holds personal data and the secret; keep it safe.")


def restore(
    file: Annotated[Path, typer.Argument(help="An archive written by `qunli backup`.", exists=True)],
) -> None:
    """Unpack a backup into an empty data folder; stop Qunli first."""
    data = _embedded()
    if (data / DATABASE).exists():
        _refuse(f"{data} already holds a database. Move it away first; nothing was changed.")
    try:
        with tarfile.open(file) as archive:
            names = set(archive.getnames())
            if DATABASE not in names:
                _refuse("This is not a backup of Qunli; nothing was changed.")
            (data / "secret.key").unlink(missing_ok=True)
            archive.extractall(data, filter="data")
    except tarfile.TarError:
        _refuse("This archive cannot be read; it may be incomplete.")
    (data / "secret.key").chmod(0o600)
    typer.echo(f"Restored into {data}. Start with `qunli up`.")


def _embedded() -> Path:
    from django.conf import settings  # the command line starts without settings

    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        _refuse("This installation uses PostgreSQL: back it up with pg_dump (docs/backup.md).")
    return Path(settings.DATA)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
