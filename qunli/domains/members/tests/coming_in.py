"""Coming into a community, and what is known of it afterwards."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.models import Event, User
from qunli.domains.members import facade as members


def account(name: str) -> User:
    return User.objects.create_user(None, name=name)


def come(host: Actor, name: str, user: User | None = None) -> int:
    return members.admit(actor=host, name=name, user=user.id if user else None)


def standing(host: Actor, person: int) -> members.Standing:
    return members.standings(host.here, [person])[person]


def told(kind: str) -> list[dict[str, object]]:
    return list(Event.objects.filter(kind=f"members.{kind}").order_by("id").values_list("body", flat=True))
