"""Walls that import-linter cannot see: strings that name models, foreign keys that point up."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from django.apps import apps

from tools import walls

PACKAGE = Path(__file__).resolve().parent.parent / "qunli"
FLOORS = {
    "core": 0,
    "communities": 1,
    "members": 2,
    "chat": 3,
    "moderation": 4,
    "stewardship": 5,
    "engagement": 6,
    "red_packets": 6,
    "ledger": 2,
    "payments": 3,
    "commerce": 7,
    "insight": 8,
    "counsel": 9,
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("qunli.")]


def test_no_model_is_fetched_by_its_name() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and re.search(r"\bget_model\(|import_string\(|__import__\(", path.read_text())
    ]
    assert found == []


def test_every_app_has_its_floor() -> None:
    assert {model._meta.app_label for model in OURS} == set(FLOORS)


def test_foreign_keys_point_down_or_stay_at_home() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model._meta.app_label in FLOORS
        and FLOORS[field.related_model._meta.app_label] > FLOORS[model._meta.app_label]
    ]
    assert wrong == []


def test_foreign_keys_to_another_domain_protect_and_have_no_way_back() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.many_to_one
        and field.related_model._meta.app_label != model._meta.app_label
        and field.related_model._meta.app_label in FLOORS
        and (field.remote_field.related_name != "+" or field.remote_field.on_delete.__name__ != "PROTECT")
    ]
    assert wrong == []


def test_nothing_is_named_after_nothing() -> None:
    assert [
        str(path) for path in PACKAGE.rglob("*") if path.name in ("utils.py", "helpers.py", "common.py", "misc.py")
    ] == []


def test_there_are_no_signals_and_no_save_overrides() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        and re.search(r"django\.(db\.models|dispatch)[.\w]*signals|@receiver|def save\(self", path.read_text())
    ]
    assert found == []


def test_everything_behind_a_domains_doors_is_protected_by_a_contract() -> None:
    config = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text())
    contracts = config["tool"]["importlinter"]["contracts"]
    assert walls.every_inside() == {name for contract in contracts for name in contract.get("protected_modules", ())}


def test_a_migration_writes_to_the_database_that_it_migrates() -> None:
    elsewhere = re.compile(r"get_model\([^)]*\)\.objects\.(?!using\()")
    assert [str(path) for path in PACKAGE.rglob("migrations/*.py") if elsewhere.search(path.read_text())] == []
