"""Settings every test shares: plain static files, fast password hashing. See tools/testing.py for the database.

QUNLI_REQUIRE_ALL=1 (CI) turns a test that would be skipped for want of Chromium or real data into a failure.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.utils import translation

from tools.migrated import django_db_modify_db_settings, django_db_setup

__all__ = ["django_db_modify_db_settings", "django_db_setup"]
SHARED = Path(__file__).resolve().parent.parent / "shared"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def _test_settings(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # A page asked for in Chinese leaves its thread speaking Chinese.
    translation.activate("en")


def need(present: object, what: str) -> None:
    if present:
        return
    if os.environ.get("QUNLI_REQUIRE_ALL"):
        pytest.fail(f"needs {what}, which has to be here")
    pytest.skip(f"needs {what}, which is not here")


@pytest.fixture
def shared() -> Path:
    """The folder of real data beside the checkout."""
    need(SHARED.is_dir(), "../shared")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    need(CHROMIUM, "Chromium")
    return str(CHROMIUM)
