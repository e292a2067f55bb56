"""Everything that was said, as the table that Qunli itself reads: for safe-keeping, and for taking it elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from qunli.core.actor import Actor
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group, Message, Movement
from qunli.domains.chat.queries import seeing
from qunli.domains.members import facade as members

COLUMNS = ("time", "author", "text", "group", "id", "reply_to", "topic", "author_id", "kind", "by")
"""As docs/formats/plain-csv.md."""
FETCHED = 2000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Line:
    """Where csv writes to: it gives back the line."""

    def write(self, line: str) -> str:
        return line


def whole_history(actor: Actor) -> Iterator[str]:
    """Lines of CSV, group by group and by time; comings and goings of a group before its messages. Raises `Forbidden`
    and `NotFound` before the first line."""
    policy.may_export(actor).or_refuse()
    known = {one.id: one for one in members.identities(actor)}
    with seeing(actor):
        groups = list(Group.objects.order_by("id"))
    return _lines(actor, groups, known)


def _lines(actor: Actor, groups: list[Group], known: dict[int, members.IdentityView]) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    yield "\ufeff" + str(write(COLUMNS))
    for group in groups:
        with seeing(actor):
            moved = Movement.objects.filter(group=group).order_by("at", "id")
            said = Message.objects.filter(group=group).order_by("at", "id")
        for move in moved.values("at", "identity_id", "kind", "by_id").iterator(FETCHED):
            who, by = known[move["identity_id"]], known.get(move["by_id"])
            row = (who.name, "", group.name, "", "", "", who.external_id, move["kind"], by.name if by else "")
            yield str(write((_time(move["at"]), *row)))
        for one in said.values("at", "author_id", "text", "external_id", "reply_to", "topic").iterator(FETCHED):
            yield str(write(_message(one, group.name, known)))


def _message(one: Mapping[str, Any], group: str, known: dict[int, members.IdentityView]) -> tuple[str, ...]:
    who = known[one["author_id"]]
    threads = (one["external_id"], one["reply_to"] or "", one["topic"] or "")
    return (_time(one["at"]), who.name, one["text"], group, *threads, who.external_id, "", "")


def _time(at: int) -> str:
    return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds")
