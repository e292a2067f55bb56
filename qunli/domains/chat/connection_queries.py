"""Reads of connections: how each is doing, what was found, what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.connecting.platforms import platform, platforms
from qunli.domains.chat.models import Bridge, Connection, Deed, Group
from qunli.domains.chat.ports import Platform
from qunli.domains.chat.queries import seeing


@dataclass(frozen=True)
class ConnectionView:
    """A connection without its secrets. `can` is what was found to work, `found` groups that may be linked (id, name);
    `waiting` and `for_person` count deeds."""

    id: int
    platform: Platform
    name: str
    state: str
    label: str
    error: str
    account_name: str
    can: frozenset[str]
    found: tuple[tuple[str, str], ...]
    groups: tuple[tuple[int, str, bool], ...]
    settings: dict[str, str]
    token: str
    seen_at: datetime | None
    waiting: int
    for_person: int


@dataclass(frozen=True)
class DeedView:
    """Something that a person has to do in a chat by hand, and why."""

    id: int
    what: str
    group: str
    text: str
    about: str
    error: str


def offered() -> list[Platform]:
    """Every platform that can be connected."""
    return platforms()


def connections(actor: Actor) -> list[ConnectionView]:
    """The community's, oldest first. Raises `Forbidden`."""
    policy.may_connect(actor).or_refuse()
    with seeing(actor):
        return [_view(row) for row in Connection.objects.order_by("id")]


def connection(actor: Actor, id: int) -> ConnectionView:
    """Raises `Forbidden` and `NotFound`."""
    found = next((one for one in connections(actor) if one.id == id), None)
    if found is None:
        raise NotFound
    return found


def left_to_people(actor: Actor, limit: int = 50) -> list[DeedView]:
    """What a platform does not let a program do, and what nobody knows about; oldest first."""
    policy.may_connect(actor).or_refuse()
    with seeing(actor):
        rows = Deed.objects.filter(state=Deed.State.PERSON).select_related("group").order_by("id")[:limit]
        return [
            DeedView(
                row.id,
                str(Deed.Kind(row.kind).label),
                row.group.name if row.group else row.lane,
                str(row.body.get("text", "")),
                str(row.body.get("person") or row.body.get("message") or ""),
                row.error,
            )
            for row in rows
        ]


def bridges(actor: Actor) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    """Pairs of groups (id, name)."""
    policy.may_connect(actor).or_refuse()
    with seeing(actor):
        rows = Bridge.objects.select_related("one", "other").order_by("id")
        return [((row.one_id, row.one.name), (row.other_id, row.other.name)) for row in rows]


def _view(row: Connection) -> ConnectionView:
    deeds = Deed.objects.filter(connection=row)
    groups = Group.objects.filter(connection=row).order_by("name", "id").values_list("id", "name", "welcomes")
    return ConnectionView(
        id=row.id,
        platform=platform(row.platform),
        name=row.name,
        state=row.state,
        label=str(Connection.State(row.state).label),
        error=row.error,
        account_name=row.account_name,
        can=frozenset(row.can),
        found=tuple((id, name) for id, name in row.found),
        groups=tuple(groups),
        settings=dict(row.settings),
        token=row.token,
        seen_at=row.seen_at,
        waiting=deeds.filter(state=Deed.State.WAITING).count(),
        for_person=deeds.filter(state=Deed.State.PERSON).count(),
    )
