"""Reads of connections: how each is doing, what was found, what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import policy
from qunli.domains.chat.connecting.platforms import platform, platforms
from qunli.domains.chat.models import Bridge, Connection, Deed, Group, Message
from qunli.domains.chat.ports import Platform
from qunli.domains.chat.queries import seeing
from qunli.domains.members import facade as members


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
    """Something that a person has to do in a chat by hand, why, and step by step how. `text` is what to say there;
    `person` is whom it is about, `quote` the message that it is about; `until` ends a silence."""

    id: int
    kind: str
    what: str
    platform: str
    group: str
    text: str
    person: str
    quote: str
    until: datetime | None
    error: str
    steps: tuple[str, ...]


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


def left_to_people(actor: Actor, connection: int | None = None, limit: int = 50) -> list[DeedView]:
    """What a platform does not let a program do, and what nobody knows about; oldest first."""
    policy.may_connect(actor).or_refuse()
    with seeing(actor):
        rows = Deed.objects.filter(state=Deed.State.PERSON).select_related("group", "connection").order_by("id")
        rows = rows if connection is None else rows.filter(connection_id=connection)
        return [_deed(row) for row in rows[:limit]]


def _deed(row: Deed) -> DeedView:
    kind, body = platform(row.connection.platform), row.body
    there = str(body.get("person") or (row.lane if row.kind == Deed.Kind.DIRECT else ""))
    author, quote = _message(row.group, str(body.get("message") or ""))
    until = body.get("until")
    return DeedView(
        id=row.id,
        kind=row.kind,
        what=str(Deed.Kind(row.kind).label),
        platform=kind.name,
        group=row.group.name if row.group else "",
        text=str(body.get("text", "")),
        person=members.called_on(kind.key, [there]).get(there, there) if there else author,
        quote=quote,
        until=None if until is None else datetime.fromtimestamp(until / 1000, UTC),
        error=row.error,
        steps=tuple(str(step) for step in kind.by_hand.get(row.kind, ())),
    )


def _message(group: Group | None, key: str) -> tuple[str, str]:
    """Author and text of a message, as far as it is here; else its id there."""
    row = Message.objects.filter(group=group, external_id=key).first() if group is not None and key else None
    if row is None:
        return "", key
    called = members.called([row.author_id]).get(row.author_id)
    return called.name if called else "", row.text or key


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
