"""A community of tea drinkers, and who looks after it."""

from __future__ import annotations

import dataclasses

import pytest

from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.domains.communities import facade as communities


def found(name: str, *, lives_already: bool = True) -> Actor:
    """The installation's owner in a new community; one that lives already is open: strangers may knock."""
    user = User.objects.first() or User.objects.create_user("host@example.org", name="The host")
    if not communities.any_operator():
        communities.found_operator(actor=system(), user=user.id, name="The house")
    actor = communities.actor_of(user)
    return communities.actor_in(
        actor, communities.create_community(actor=actor, name=name, lives_already=lives_already)
    )


def as_role(actor: Actor, role: str) -> Actor:
    """The same person in another role."""
    return dataclasses.replace(actor, powers=communities.powers.BY_ROLE[role])


@pytest.fixture
def host(transactional_db: None) -> Actor:
    """Owner of the community Tea."""
    return found("Tea")


@pytest.fixture
def stranger(host: Actor) -> Actor:
    """Somebody at work in another community, Coffee."""
    return found("Coffee")
