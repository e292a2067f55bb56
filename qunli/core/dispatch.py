"""Hand events to handlers: at least once, in order within a community, each handler at its own pace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.backoff import delay
from qunli.core.events import kind_of
from qunli.core.models import Event, Lane

BATCH = 200
ATTEMPTS_BEFORE_PARKING = 8


@dataclass(frozen=True)
class Handler:
    """`name` is stable: it is the cursor's. `handle` is called with one event of one of the `hears` classes, inside
    the transaction that moves the cursor, and calls one operation."""

    name: str
    hears: tuple[type[Any], ...]
    handle: Callable[[Any], None]


def dispatch(handlers: Iterable[Handler]) -> int:
    """Deliver what is due; returns how many events were handed over. Safe in several processes at once."""
    known = {handler.name: handler for handler in handlers}
    _open_missing_lanes(known)
    return sum(_advance(known[name], lane) for lane, name in _due_lanes(list(known)))


def _due_lanes(handlers: list[str]) -> list[tuple[int, str]]:
    """Lanes that are due and have events ahead of them, whether or not the handler hears these."""
    newer = Q(transaction__gt=OuterRef("transaction")) | Q(
        transaction=OuterRef("transaction"), id__gt=OuterRef("position")
    )
    ahead = Event.objects.filter(newer, community_id=OuterRef("community_id"))
    lanes = Lane.objects.filter(Exists(ahead), handler__in=handlers, parked=False, due__lte=timezone.now())
    return list(lanes.order_by("id").values_list("id", "handler"))


def _open_missing_lanes(handlers: Iterable[str]) -> None:
    """Communities are few; the distinct look-up walks an index."""
    known = set(Lane.objects.values_list("handler", "community_id"))
    spoken = set(Event.objects.order_by().values_list("community_id", flat=True).distinct())
    wanted = {(handler, community) for handler in handlers for community in spoken}
    Lane.objects.bulk_create(
        [Lane(handler=handler, community_id=community) for handler, community in sorted(wanted - known)],
        ignore_conflicts=True,
    )


def _advance(handler: Handler, lane_id: int) -> int:
    heard = {kind_of(one): one for one in handler.hears}
    delivered = 0
    for _ in range(BATCH):
        with transaction.atomic():
            lane = Lane.objects.select_for_update(skip_locked=_can_skip_locked()).filter(id=lane_id).first()
            if lane is None or lane.parked or lane.due > timezone.now():
                return delivered
            end = _end(lane)  # before looking for an event: what comes later must not be passed over
            event = _next(lane, list(heard))
            if event is None:
                _pass_over(lane, end)
                return delivered
            if not _hand_over(handler, heard[event.kind], event, lane):
                return delivered
            delivered += 1
    return delivered


def _hand_over(handler: Handler, event_class: type[Any], event: Event, lane: Lane) -> bool:
    try:
        with transaction.atomic():
            happened = msgspec.convert(event.body, event_class)
            with tenancy.within(event.community_id):
                handler.handle(happened)
    except Exception as error:  # a handler may fail in any way; the lane remembers how
        lane.attempts += 1
        lane.held = event
        lane.error = f"{kind_of(event_class)} {event.id}: {type(error).__name__}: {error}"[:2000]
        lane.parked = lane.attempts >= ATTEMPTS_BEFORE_PARKING
        lane.due = timezone.now() + timedelta(seconds=delay(lane.attempts))
        lane.save()
        return False
    lane.transaction, lane.position = event.transaction, event.id
    _release(lane)
    return True


def _next(lane: Lane, kinds: list[str]) -> Event | None:
    after = Q(transaction__gt=lane.transaction) | Q(transaction=lane.transaction, id__gt=lane.position)
    events = Event.objects.filter(after, community_id=lane.community_id, kind__in=kinds)
    return _settled(events).order_by("transaction", "id").first()


def _end(lane: Lane) -> tuple[int, int]:
    """The last event of the lane's community that is settled."""
    events = _settled(Event.objects.filter(community_id=lane.community_id)).order_by("-transaction", "-id")
    return events.values_list("transaction", "id").first() or (0, 0)


def _pass_over(lane: Lane, end: tuple[int, int]) -> None:
    """Up to `end` there is nothing that this handler hears: move the cursor, so that it is not looked at again."""
    if end > (lane.transaction, lane.position):
        lane.transaction, lane.position = end
        lane.save(update_fields=["transaction", "position"])


def _settled(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events below the oldest open transaction: nothing can appear among them any more."""
    if connection.vendor == "postgresql":
        return events.filter(transaction__lt=_oldest_open_transaction())
    return events


def _oldest_open_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _can_skip_locked() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)


def skip(lane_id: int) -> None:
    """A person decided: pass over the event that holds this lane."""
    with transaction.atomic():
        lane = Lane.objects.select_for_update().get(id=lane_id)
        if lane.held is not None:
            lane.transaction, lane.position = lane.held.transaction, lane.held.id
        _release(lane)


def retry(lane_id: int) -> None:
    """A person decided: try the event that holds this lane again, now."""
    with transaction.atomic():
        _release(Lane.objects.select_for_update().get(id=lane_id))


def _release(lane: Lane) -> None:
    lane.parked, lane.attempts, lane.held, lane.due, lane.error = False, 0, None, timezone.now(), ""
    lane.save()
