"""The documentation page is served from here alone, under the same content policy as every page."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from qunli.core.middleware import POLICY

pytestmark = pytest.mark.row("P1")


@pytest.mark.django_db
def test_the_page_runs_no_inline_script_and_loads_nothing_from_elsewhere() -> None:
    response = Client().get("/api/v1/docs")
    page = response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    programs = [(attributes, body) for attributes, body in scripts if "application/json" not in attributes]
    assert programs
    assert [body for _attributes, body in programs if body.strip()] == []
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [one for one in loaded if not one.startswith("/static/")] == []
    assert all(finders.find(one.removeprefix("/static/")) for one in loaded)
