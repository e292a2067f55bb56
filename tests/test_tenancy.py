"""Rows of a community are out of reach until it is entered, for every table that has a community."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django_scopes.exceptions import ScopeError

from qunli.core import tenancy
from qunli.core.tenancy import CommunityManager

PACKAGE = Path(__file__).resolve().parent.parent / "qunli"
STEP_OUTS_ALLOWED = 3
TENANTS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("qunli.domains.") and any(field.name == "community" for field in model._meta.fields)
]


def test_there_are_tables_of_communities() -> None:
    assert len(TENANTS) >= 15


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model.__name__)
def test_the_table_uses_the_manager_that_fails_closed(model: type) -> None:
    assert isinstance(model._default_manager, CommunityManager)


@pytest.mark.django_db
@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model.__name__)
def test_reading_outside_any_community_is_refused(model: type) -> None:
    with pytest.raises(ScopeError):
        list(model.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model.__name__)
def test_inside_one_community_every_query_names_it(model: type) -> None:
    with tenancy.within(4711):
        sql = str(model.objects.all().query)
    assert re.search(r'"community_id" = 4711', sql)


def test_null_is_no_community() -> None:
    with pytest.raises(TypeError), tenancy.within(None):  # type: ignore[arg-type]
        pass


def test_steps_out_of_tenancy_are_counted() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        and "tenancy.py" not in path.name
        and re.search(r"across_communities\(|scopes_disabled\(|_base_manager", path.read_text())
    ]
    assert len(found) == STEP_OUTS_ALLOWED, found
