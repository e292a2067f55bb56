"""Rules that were kept under older words for policies."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.communities import facade
from qunli.domains.communities.models import RulesVersion
from qunli.domains.communities.tests.people import host

__all__ = ["host"]
MIGRATION = "0005_one_word_for_a_policy"


@pytest.mark.row("F6")
def test_old_words_become_those_of_moderation_and_back(host: Actor) -> None:
    facade.begin_rules(actor=host, template="fans")
    facade.announce_rules(actor=host)
    old = [{"id": "r1", "en": "No cards", "zh": "", "policies": ["contact_cards", "idle_chatter", "own"]}]
    with tenancy.within(host.here):
        RulesVersion.objects.update(rules=old)
    module = importlib.import_module(f"qunli.domains.communities.migrations.{MIGRATION}")
    then = MigrationLoader(connection).project_state(("communities", MIGRATION)).apps
    module.forwards(then, SimpleNamespace(connection=connection))
    held = facade.rules_of(host.here)
    assert held is not None
    assert held.rules[0]["policies"] == ["contacts", "chatter", "own"]
    module.backwards(then, SimpleNamespace(connection=connection))
    held = facade.rules_of(host.here)
    assert held is not None
    assert list(held.rules) == old
