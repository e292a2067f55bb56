"""The house that stories of the API happen in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.api.house import House, build


@pytest.fixture
def house(transactional_db: None, settings: Settings, tmp_path: Path) -> House:
    settings.MEDIA_ROOT = tmp_path / "files"
    return build(tmp_path)
