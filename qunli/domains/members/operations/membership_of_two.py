"""Two people are taken for one, or taken apart: what becomes of membership, powers and card."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime

from qunli.domains.members.membership_decisions import Place, joined
from qunli.domains.members.models import Card, Grant, Membership, Merge

FIELDS = ("state", "since", "joined_at", "silent_until", "user_id")


def bring_together(kept: int, merged: int) -> dict[str, Any]:
    """What goes over to `kept`, and how it was, as plain values for `take_apart`. Raises `Conflict` when both sign in
    with accounts of their own."""
    rows = {row.person_id: row for row in Membership.objects.select_for_update().filter(person_id__in=(kept, merged))}
    brought: dict[str, Any] = {}
    if merged in rows and kept not in rows:
        Membership.objects.filter(id=rows[merged].id).update(person_id=kept)
        brought["membership"] = rows[merged].id
    elif merged in rows:
        brought["before"] = {"kept": _values(rows[kept]), "merged": _values(rows[merged])}
        _become(rows[merged], Place("left", rows[merged].since, None, None, None))
        after = joined(_place(brought["before"]["kept"]), _place(brought["before"]["merged"]))
        _become(rows[kept], after)
        brought["after"] = _values(rows[kept])
    brought["grants"] = _powers_over(kept, merged)
    if not Card.objects.filter(person_id=kept).exists():
        brought["card"] = Card.objects.filter(person_id=merged).update(person_id=kept)
    return {name: value for name, value in brought.items() if value}


def take_apart(merge: Merge) -> None:
    """Everything goes back; what changed since the merge stays with the one who was kept."""
    brought, kept, merged = merge.moved, merge.kept_id, merge.merged_id
    if "membership" in brought:
        Membership.objects.filter(id=brought["membership"], person_id=kept).update(person_id=merged)
    if "before" in brought:
        rows = {
            row.person_id: row for row in Membership.objects.select_for_update().filter(person_id__in=(kept, merged))
        }
        if kept in rows and merged in rows and _values(rows[kept]) == brought["after"]:
            _become(rows[kept], _place({**brought["before"]["kept"], "user_id": None}))
            _become(rows[merged], _place(brought["before"]["merged"]))
            _become(rows[kept], _place(brought["before"]["kept"]))
    Grant.objects.filter(id__in=brought.get("grants", ()), person_id=kept).update(person_id=merged)
    if "card" in brought:
        Card.objects.filter(person_id=kept).update(person_id=merged)


def _powers_over(kept: int, merged: int) -> list[int]:
    """Powers that the one who is kept does not hold already by the same source."""
    held = set(Grant.objects.filter(person_id=kept).values_list("power", "source"))
    rows = Grant.objects.filter(person_id=merged)
    moved = [row.id for row in rows if (row.power, row.source) not in held]
    Grant.objects.filter(id__in=moved).update(person_id=kept)
    return moved


def _values(row: Membership) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in FIELDS}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _place(values: dict[str, Any]) -> Place:
    since, joined_at, silent = (_moment(values[name]) for name in FIELDS[1:4])
    if since is None:
        raise ValueError("a membership stands since a moment")
    return Place(values["state"], since, joined_at, silent, values["user_id"])


def _moment(text: str | None) -> Any:
    return parse_datetime(text) if text else None


def _become(row: Membership, place: Place) -> None:
    row.state, row.since, row.joined_at = place.state, place.since, place.joined_at
    row.silent_until, row.user_id = place.silent_until, place.user
    row.save(update_fields=[*FIELDS[:4], "user"])
