"""What a chat elsewhere leaves to a person's hands, and connections that do not come back by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.chat import policy
from qunli.domains.chat.models import Connection, Deed

COUNTED = 1_000
NAMED = 3
DONE_WITHIN = timedelta(days=1)
TRIES = 8
"""After so many, four minutes or more, a connection does not come back by itself."""


def matters(actor: Actor) -> list[Matter]:
    """For those who connect chats."""
    return [*_stuck(), *_by_hand()] if policy.may_connect(actor) else []


def _stuck() -> list[Matter]:
    """Due at once: nothing is heard there meanwhile."""
    stuck = Q(state=Connection.State.PERSON) | Q(state=Connection.State.BROKEN, tries__gte=TRIES)
    found = list(Connection.objects.filter(stuck).order_by("id"))
    if not found:
        return []
    since = min(one.seen_at or one.made_at for one in found)
    return [
        Matter(
            kind="connections",
            count=len(found),
            words=ngettext_lazy("%(count)d connection needs you", "%(count)d connections need you", "count"),
            why=_("Nothing is heard from there and nothing is sent until it works again."),
            since=since,
            due=since,
            deed=_("Open the connection") if len(found) == 1 else _("Open the connections"),
            page="connection" if len(found) == 1 else "connections",
            args=(found[0].id,) if len(found) == 1 else (),
            about=tuple(one.name for one in found[:NAMED]),
        )
    ]


def _by_hand() -> list[Matter]:
    connections = list(Connection.objects.values_list("id", flat=True))
    rows = Deed.objects.filter(connection_id__in=connections, state=Deed.State.PERSON)
    first = list(rows.order_by("id").values_list("due", "kind")[:COUNTED])
    if not first:
        return []
    kinds = dict.fromkeys(kind for _at, kind in first)
    return [
        Matter(
            kind="deeds",
            count=len(first),
            words=ngettext_lazy(
                "%(count)d thing in a chat is left to your hands",
                "%(count)d things in chats are left to your hands",
                "count",
            ),
            why=_("The chat does not let a program do it. Steps and texts are prepared."),
            since=first[0][0],
            due=first[0][0] + DONE_WITHIN,
            deed=_("Do it by hand"),
            page="connections",
            about=tuple(Deed.Kind(kind).label for kind in list(kinds)[:NAMED]),
        )
    ]
