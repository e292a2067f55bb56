"""Who does something: the first argument of every operation, so that a page, a command and a job meet one policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_lazy as _

from qunli.core.refusals import Forbidden, NotFound

Kind = Literal["operator", "system", "member", "guest", "connector", "mandate"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """`id` is a user's for an operator, a person's for a member, a user's or null for a guest, who is no member and
    knocks at the door, null for the system. `operator` is the organisation
    acted for, `community` the one acted in (null outside any), `powers` what the role allows, by name."""

    kind: Kind
    id: int | None = None
    operator: int | None = None
    community: int | None = None
    powers: frozenset[str] = field(default_factory=frozenset)
    name: str = ""

    @property
    def acts_for(self) -> int:
        """The operator's id. Raises `Forbidden` for an actor without one."""
        if self.operator is None:
            raise Forbidden(_("Only somebody who runs communities here can do this."))
        return self.operator

    @property
    def here(self) -> int:
        """The community's id. Raises `NotFound` outside any."""
        if self.community is None:
            raise NotFound
        return self.community

    @property
    def person(self) -> int:
        """A member's own id. Raises `NotFound` for everybody else."""
        if self.kind != "member" or self.id is None:
            raise NotFound
        return self.id

    def has(self, power: str) -> bool:
        """The system holds every power: it does only what an operation already decided."""
        return self.kind == "system" or power in self.powers


def system(community: int | None = None) -> Actor:
    """The program itself, at work in one community or none."""
    return Actor(kind="system", community=community, name="Qunli")


def guest(community: int, user: int | None = None) -> Actor:
    """Somebody who is no member and knocks at a community's door."""
    return Actor(kind="guest", id=user, community=community)
