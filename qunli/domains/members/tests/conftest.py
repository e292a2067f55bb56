"""A community of tea drinkers, and who looks after it."""

from __future__ import annotations

from qunli.domains.communities.tests.founded import as_role, found, host, stranger

__all__ = ["as_role", "found", "host", "stranger"]
