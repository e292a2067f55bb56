"""People that stories are about."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.communities import facade, queries
from qunli.domains.communities.models import Colleague, Operator


def owner() -> Actor:
    """Ann, who set this installation up; the same one each time she is asked for."""
    user, made = User.objects.get_or_create(email="ann-owner@example.org", defaults={"name": "Ann"})
    if made:
        operator = Operator.objects.create(name="Hearth")
        Colleague.objects.create(operator=operator, user=user, role="owner")
    return queries.actor_of(user)


def colleague(role: str, operator: Operator | None = None) -> Actor:
    """Somebody with a role, in Ann's organisation unless another is given."""
    place = operator or Operator.objects.get(id=owner().acts_for)
    number = User.objects.count()
    user = User.objects.create(email=f"{role}{number}@example.org", name=role.title())
    Colleague.objects.create(operator=place, user=user, role=role)
    return queries.actor_of(user)


@pytest.fixture
def host(transactional_db: None) -> Actor:
    """Ann, in a community that is being founded."""
    return facade.actor_in(owner(), facade.create_community(actor=owner(), name="Hearth"))
