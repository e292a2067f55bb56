"""Which tables there are, in the order in which their rows can be written: first those that others point to."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db.models import Model

Table = type[Model]


def tables() -> list[Table]:
    """Every table of the installation, many-to-many tables too."""
    every = sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.db_table)
    kept = [one for one in every if one._meta.managed and not one._meta.proxy]
    return list(TopologicalSorter({one: _pointed_to(one) - {one} for one in kept}).static_order())


def columns(table: Table) -> list[Any]:
    """The table's own columns, as fields."""
    return list(table._meta.local_concrete_fields)


def points_to_itself(table: Table) -> bool:
    """Whether a row may point to one of the same table that comes later."""
    return table in _pointed_to(table)


def _pointed_to(table: Table) -> set[Table]:
    return {one.related_model for one in columns(table) if one.is_relation}
