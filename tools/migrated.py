"""The test database as all migrations leave it, kept between runs: migrating an empty one takes most of ten seconds.

Fixtures of pytest-django, made anew for conftest.py. Kept under .cache/ by what migrations are made of; SQLite only.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "tests"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Django creates its test database after this; what is kept is put into it before it migrates."""
    creation: Any = connection.creation
    made = creation._create_test_db
    kept = KEPT / f"{_key()}.sqlite3"

    def create(*given: Any, **named: Any) -> Any:
        name = made(*given, **named)
        if connection.vendor == "sqlite" and kept.exists():
            connection.close()
            connection.settings_dict["NAME"] = name
            connection.ensure_connection()
            _copy(sqlite3.connect(kept), connection.connection)
        return name

    creation._create_test_db = create


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keeps what the first run migrated."""
    if connection.vendor == "sqlite":
        _let_books_go()
    kept = KEPT / f"{_key()}.sqlite3"
    if connection.vendor != "sqlite" or kept.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        _copy(connection.connection, sqlite3.connect(half))
    half.rename(kept)


def _let_books_go() -> None:
    """SQLite empties tables between tests by deleting rows, which the ledger's guards refuse but for a community that
    is being erased."""
    operations: Any = connection.ops
    flush = operations.sql_flush

    def erasing(*given: Any, **named: Any) -> list[str]:
        return ["UPDATE communities_community SET erasing = 1;", *flush(*given, **named)]

    operations.sql_flush = erasing


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
    if source is not connection.connection:
        source.close()
    if target is not connection.connection:
        target.close()


def _key() -> str:
    """Of every migration, ours by content, the framework's by its version."""
    made = hashlib.sha256(django.__version__.encode())
    for path in sorted(ROOT.glob("qunli/**/migrations/*.py")):
        made.update(path.read_bytes())
    made.update((ROOT / "uv.lock").read_bytes())
    return made.hexdigest()[:20]
